import { expect, it } from 'vitest'
import { type DrawnPose, LYING, STANDING, posed } from '../../testing/poses'
import { SetUpCheck } from './set-up-check'
import { type ExerciseType, createCounter } from '@/engine'

interface Shown {
  readonly exercise?: ExerciseType
  readonly brightness?: number
  readonly inPosition?: boolean
}

/** The hint after two seconds of what `poseAt` shows. */
function hintFor(
  poseAt: (seconds: number) => DrawnPose | null,
  { exercise = 'push-up', brightness, inPosition = false }: Shown = {},
) {
  const check = new SetUpCheck(exercise)
  const snapshot = { ...createCounter(exercise).snapshot(), inPosition }
  if (brightness !== undefined) check.light(brightness)
  for (let ms = 0; ms <= 2_500; ms += 50) check.see(posed(poseAt(ms / 1000), ms), snapshot)
  return check.hint
}

const moved = (pose: DrawnPose, by: number): DrawnPose =>
  Object.fromEntries(
    Object.entries(pose).map(([name, at]) => [
      name,
      Array.isArray(at) ? [Number(at[0]), Number(at[1]) + by] : at,
    ]),
  ) as unknown as DrawnPose

const sized = (pose: DrawnPose, by: number): DrawnPose =>
  Object.fromEntries(
    Object.entries(pose).map(([name, at]) => [
      name,
      Array.isArray(at) ? [0.5 + by * (at[0] - 0.5), 0.5 + by * (at[1] - 0.5)] : by * Number(at),
    ]),
  ) as unknown as DrawnPose

it.each<[string, () => DrawnPose | null, Shown, string | null]>([
  ['nobody', () => null, {}, 'nobody'],
  ['nobody in the dark', () => null, { brightness: 20 }, 'more-light'],
  ['somebody in the dark', () => STANDING, { brightness: 20 }, 'more-light'],
  ['somebody in daylight', () => STANDING, { brightness: 120 }, 'take-position'],
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
  expect(hintFor((seconds) => (seconds % 1 < 0.8 ? null : STANDING))).toBe('take-position')
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
