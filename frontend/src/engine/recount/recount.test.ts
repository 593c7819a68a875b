import { expect, test } from 'vitest'
import { PUSH_UP } from '../profiles/push-up.ts'
import { recountCycles } from './recount.ts'
import { SignalLog } from './signal-log.ts'

const STEP_MS = 50
const TOP = 0.5
const BOTTOM = 0.28
const REP_MS = 1600

/** At the top for this long: highest at first, as arms are that have just been locked. */
function rest(seconds: number): readonly number[] {
  const values = Array.from({ length: (seconds * 1000) / STEP_MS }, () => TOP - 0.005)
  return [TOP, ...values]
}

function repetition(ms = REP_MS): readonly number[] {
  const steps = ms / STEP_MS
  const turn = (2 * Math.PI) / steps
  return Array.from(
    { length: steps },
    (_, i) => TOP - 0.01 - ((1 - Math.cos(i * turn)) / 2) * (TOP - BOTTOM),
  )
}

function recount(...parts: readonly (readonly number[])[]): number {
  const log = new SignalLog()
  parts.flat().forEach((value, i) => log.push(value, i * STEP_MS))
  return recountCycles(log, PUSH_UP)
}

test('a rest at the top, before or during a set, is not part of the next repetition', () => {
  expect(recount(rest(1), repetition(), repetition(), rest(1))).toBe(2)
  expect(recount(rest(14), repetition(), repetition(), rest(1))).toBe(2)
  expect(recount(rest(1), repetition(), rest(20), repetition(), repetition(), rest(1))).toBe(3)
})

test('lying down for long and getting up counts nothing', () => {
  expect(recount(rest(1), repetition(), repetition(30_000), rest(1))).toBe(1)
})
