import { expect, it } from 'vitest'
import { evenly, picture } from '../../testing/lights'
import { type DrawnPose, LYING, STANDING, posed } from '../../testing/poses'
import type { PictureLight } from './picture-light'
import { SetUpCheck } from './set-up-check'
import { type ExerciseType, createCounter } from '@/engine'

interface Shown {
  readonly exercise?: ExerciseType
  readonly light?: PictureLight
  readonly inPosition?: boolean
}

/** The hint after two and a half seconds, or `forMs`, of what `poseAt` shows. */
function hintFor(
  poseAt: (seconds: number) => DrawnPose | null,
  { exercise = 'push-up', light, inPosition = false }: Shown = {},
  forMs = 2_500,
) {
  const check = new SetUpCheck(exercise)
  const snapshot = { ...createCounter(exercise).snapshot(), inPosition }
  for (let ms = 0; ms <= forMs; ms += 50) {
    if (light !== undefined && ms % 1_000 === 0) check.light(light)
    check.see(posed(poseAt(ms / 1000), ms), snapshot)
  }
  return check.hint
}

/** Before a window: nearly black where a body lies, in the middle or at the left. */
const BEFORE_WINDOW = picture((x, y) => (x > 0.2 && x < 0.8 && y > 0.5 && y < 0.75 ? 15 : 230))
const AT_THE_LEFT = picture((x) => (x < 0.3 ? 15 : 230))

const moved = (pose: DrawnPose, by: number): DrawnPose =>
  Object.fromEntries(
    Object.entries(pose).map(([name, at]) => [
      name,
      Array.isArray(at) ? [Number(at[0]), Number(at[1]) + by] : at,
    ]),
  ) as unknown as DrawnPose

const sized = (pose: DrawnPose, by: number, aside = 0): DrawnPose =>
  Object.fromEntries(
    Object.entries(pose).map(([name, at]) => [
      name,
      Array.isArray(at)
        ? [0.5 + aside + by * (at[0] - 0.5), 0.5 + by * (at[1] - 0.5)]
        : by * Number(at),
    ]),
  ) as unknown as DrawnPose

it.each<[string, () => DrawnPose | null, Shown, string | null]>([
  ['nobody', () => null, {}, 'nobody'],
  ['nobody in the dark', () => null, { light: evenly(20) }, 'more-light'],
  ['somebody in the dark', () => STANDING, { light: evenly(20) }, 'more-light'],
  ['an empty room before a window', () => null, { light: BEFORE_WINDOW }, 'nobody'],
  ['nobody in daylight', () => null, { light: evenly(120) }, 'nobody'],
  ['nobody in a bright room', () => null, { light: evenly(230) }, 'nobody'],
  ['nobody, and the dark part is at the edge', () => null, { light: AT_THE_LEFT }, 'nobody'],
  ['somebody seen well before a window', () => LYING, { light: BEFORE_WINDOW }, 'take-position'],
  ['in position before a window', () => LYING, { light: BEFORE_WINDOW, inPosition: true }, 'good'],
  ['somebody in daylight', () => STANDING, { light: evenly(120) }, 'take-position'],
  ['a body as small as a thumb', () => sized(LYING, 0.25), {}, 'come-closer'],
  ['legs below the picture', () => moved(STANDING, 0.45), { exercise: 'jump-rope' }, 'step-back'],
  ['lying with the head to the camera', () => ({ ...LYING, width: 0.3 }), {}, 'turn-sideways'],
  ['lying side-on', () => LYING, {}, 'take-position'],
  ['in position', () => LYING, { inPosition: true }, 'good'],
  ['standing, for rope', () => STANDING, { exercise: 'jump-rope' }, 'good'],
  ['lying, for rope', () => LYING, { exercise: 'jump-rope' }, 'take-position'],
])('%s', (_, pose, shown, hint) => {
  expect(hintFor(pose, shown)).toBe(hint)
})

it('does not say "nobody" if the model misses a person now and then', () => {
  const missed = (seconds: number) => (seconds % 1 < 0.8 ? null : STANDING)
  expect(hintFor(missed, {}, 2_750)).toBe('take-position')
})

it('says that the light is behind somebody whom the model keeps losing', () => {
  const seenFor = (share: number, shown: Shown) =>
    hintFor((seconds) => ((2 * seconds) % 1 < share ? LYING : null), shown)
  expect(seenFor(0.3, { light: BEFORE_WINDOW })).toBe('light-behind')
  expect(seenFor(0.3, { light: BEFORE_WINDOW, inPosition: true })).toBe('light-behind')
  expect(seenFor(0.8, { light: BEFORE_WINDOW })).toBe('take-position')
  expect(seenFor(0.3, { light: evenly(230) })).toBe('take-position')
})

it('looks for the dark where the figure was last found', () => {
  const left = sized(LYING, 0.25, -0.4)
  const lost = (seconds: number) => (seconds < 0.5 ? left : null)
  expect(hintFor(lost, { light: AT_THE_LEFT })).toBe('light-behind')
  expect(hintFor(lost, { light: BEFORE_WINDOW }, 3_500)).toBe('nobody')
  expect(hintFor(lost, { light: evenly(230) }, 3_500)).toBe('nobody')
})

it('takes the hint back soon after the figure is seen well', () => {
  const found = (seconds: number) => (seconds > 0.5 && seconds < 2 ? null : LYING)
  expect(hintFor(found, { light: BEFORE_WINDOW })).toBe('light-behind')
  expect(hintFor(found, { light: BEFORE_WINDOW }, 4_000)).toBe('take-position')
})

it('does not make more of the time without pictures', () => {
  const check = new SetUpCheck('push-up')
  const snapshot = createCounter('push-up').snapshot()
  check.light(BEFORE_WINDOW)
  check.see(posed(LYING, 0), snapshot)
  check.see(posed(null, 10_000), snapshot)
  for (let ms = 10_050; ms <= 12_000; ms += 50) check.see(posed(LYING, ms), snapshot)
  expect(check.hint).toBe('take-position')
})

it('forgets the light when the camera stops', () => {
  const check = new SetUpCheck('push-up')
  const snapshot = createCounter('push-up').snapshot()
  for (const light of [BEFORE_WINDOW, evenly(20), null]) check.light(light)
  for (let ms = 0; ms <= 2_500; ms += 50) check.see(posed(null, ms), snapshot)
  expect(check.hint).toBe('nobody')
})

it('does not flicker between two hints', () => {
  const check = new SetUpCheck('jump-rope')
  const { ...snapshot } = createCounter('jump-rope').snapshot()
  const given = new Set<string | null>()
  for (let i = 0; i < 60; i += 1) {
    check.see(posed(i % 4 < 2 ? STANDING : moved(STANDING, 0.45), i * 50), snapshot)
    given.add(check.hint)
  }
  expect(given.size).toBe(1)
})
