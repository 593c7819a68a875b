import { describe, expect, test } from 'vitest'
import { JumpLog } from './jump-log.ts'

function logOf(peaksMs: readonly number[], areSteps = false): JumpLog {
  const log = new JumpLog()
  for (const ms of peaksMs) log.push(ms, areSteps)
  return log
}

const steady = Array.from({ length: 30 }, (_, i) => 1000 + 400 * i)

describe('JumpLog', () => {
  test('counts a steady run as it was counted', () => {
    expect(logOf(steady).recount()).toBe(30)
    expect(logOf([]).recount()).toBe(0)
    expect(logOf([1000, 1400, 1800]).recount()).toBe(3)
  })

  test('finds the jump that is missing in a steady run', () => {
    expect(logOf(steady.filter((_, i) => i !== 12)).recount()).toBe(30)
  })

  test('merges two entries that are one jump', () => {
    const doubled = [...steady, (steady[12] ?? 0) + 150].sort((a, b) => a - b)
    expect(logOf(doubled).recount()).toBe(30)
  })

  test('does not correct a pause between two runs', () => {
    const later = steady.map((ms) => ms + 20_000)
    expect(logOf([...steady, ...later]).recount()).toBe(60)
  })

  test('leaves steps as they were counted, because one found by the phase has no exact time', () => {
    const doubled = [...steady, (steady[12] ?? 0) + 150].sort((a, b) => a - b)
    expect(logOf(doubled, true).recount()).toBe(31)
  })

  test('gives no count for a set that is too long to remember', () => {
    expect(logOf(Array.from({ length: 30_001 }, (_, i) => 200 * i)).recount()).toBeNull()
  })
})
