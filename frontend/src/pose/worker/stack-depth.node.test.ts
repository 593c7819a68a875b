import { afterEach, beforeEach, expect, it } from 'vitest'
import { StackDepth } from './stack-depth'

const { stackTraceLimit } = Error

beforeEach(() => {
  Error.stackTraceLimit = 200
})

afterEach(() => {
  Error.stackTraceLimit = stackTraceLimit
})

function callsOf(depth: StackDepth): number {
  return depth.call(() => (new Error('here').stack ?? '').split('\n').length)
}

it('keeps its depth as long as looks take about the same time', () => {
  const depth = new StackDepth()
  const first = callsOf(depth)
  for (const ms of [30, 31, 38, 29, 30]) depth.took(ms)
  expect(callsOf(depth)).toBe(first)
})

it('goes on from deeper after a slow look, and from the top again in the end', () => {
  const depth = new StackDepth()
  const first = callsOf(depth)
  depth.took(30)
  const depths: number[] = []
  for (let slow = 0; slow < 16; slow += 1) {
    depth.took(45)
    depths.push(callsOf(depth) - first)
  }
  expect(depths).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0])
})
