import { expect, it } from 'vitest'
import { SetClock } from './set-clock'

it('does not advance before it runs', () => {
  expect(new SetClock().elapsedMs(5_000)).toBe(0)
})

it('leaves pauses out', () => {
  const clock = new SetClock()
  clock.run(1_000)
  clock.pause(4_000)
  expect(clock.elapsedMs(9_000)).toBe(3_000)
  clock.run(10_000)
  expect(clock.elapsedMs(12_000)).toBe(5_000)
})

it('continues from an earlier time', () => {
  const clock = new SetClock(30_000)
  clock.run(100)
  expect(clock.elapsedMs(1_100)).toBe(31_000)
})

it('ignores a second start or a second pause', () => {
  const clock = new SetClock()
  clock.run(0)
  clock.run(500)
  clock.pause(1_000)
  clock.pause(2_000)
  expect(clock.elapsedMs(3_000)).toBe(1_000)
})
