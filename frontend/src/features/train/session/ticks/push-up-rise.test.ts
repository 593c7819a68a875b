import { expect, it } from 'vitest'
import { LYING, posed } from '../../testing/poses'
import { PushUpRise } from './push-up-rise'

const FRAME_MS = 33
const ARM = 0.23
const COUNTS_AT = 0.62

/** Goes down and up again in `periodMs` and stops where it counts. */
function risen(periodMs: number): { tickMs: number | null; countedMs: number } {
  const rise = new PushUpRise()
  let ms = 0
  for (; ms <= periodMs; ms += FRAME_MS) {
    const depth = (1 - Math.cos((2 * Math.PI * ms) / periodMs)) / 2
    const shoulder = LYING.leftWrist[1] - ARM * (1 - 0.7 * depth)
    rise.see(posed({ ...LYING, shoulder: [LYING.shoulder[0], shoulder] }, ms))
    if (ms > periodMs / 2 && depth <= 1 - COUNTS_AT) break
  }
  return { tickMs: rise.tickMs(), countedMs: ms }
}

it.each([800, 1_500, 2_400])('predicts the top of a repetition of %i ms', (periodMs) => {
  const { tickMs, countedMs } = risen(periodMs)
  const heardMs = (tickMs ?? 0) + 60
  expect(tickMs).toBeGreaterThanOrEqual(countedMs)
  expect(Math.abs(heardMs - periodMs)).toBeLessThan(0.12 * periodMs)
})

it('predicts nothing if nothing rises', () => {
  const rise = new PushUpRise()
  expect(rise.tickMs()).toBeNull()
  rise.see(posed(null, 0))
  for (const ms of [33, 66, 99]) rise.see(posed(LYING, ms))
  expect(rise.tickMs()).toBeNull()
})
