import { expect, it } from 'vitest'
import { type DrawnPose, LYING, STANDING, posed } from '../../testing/poses'
import { StopGesture } from './stop-gesture'
import type { ExerciseType } from '@/engine'

const ONE_HAND_UP: DrawnPose = { ...STANDING, leftWrist: [0.6, 0.02] }

/** Whether the gesture is told within this many seconds of what `poseAt` shows. */
function isTold(
  poseAt: (seconds: number) => DrawnPose | null,
  { exercise = 'push-up', seconds = 3 }: { exercise?: ExerciseType; seconds?: number } = {},
): boolean {
  const gesture = new StopGesture(exercise)
  return Array.from({ length: seconds * 20 }, (_, i) => i * 50)
    .map((ms) => gesture.see(posed(poseAt(ms / 1000), ms)))
    .includes(true)
}

it.each(['push-up', 'jump-rope', 'squat', 'plank'] as const)(
  'is one hand held up and the other down: %s',
  (exercise) => {
    expect(isTold(() => ONE_HAND_UP, { exercise })).toBe(true)
    expect(isTold(() => ({ ...STANDING, rightWrist: [0.4, 0.02] }), { exercise })).toBe(true)
    expect(isTold(() => ONE_HAND_UP, { exercise, seconds: 1 })).toBe(false)
  },
)

it('goes on through a picture in which nobody was found', () => {
  expect(isTold((seconds) => (Math.abs(seconds - 1) < 0.08 ? null : ONE_HAND_UP))).toBe(true)
  expect(isTold((seconds) => (seconds % 1 < 0.4 ? null : ONE_HAND_UP))).toBe(false)
})

it.each<[string, (seconds: number) => DrawnPose]>([
  ['both hands up, as in a jack', () => ({ ...ONE_HAND_UP, rightWrist: [0.4, 0.02] })],
  ['waving', (s) => ({ ...ONE_HAND_UP, leftWrist: [0.6 + 0.12 * Math.sin(8 * s), 0.02] })],
  ['lying', () => ({ ...LYING, leftWrist: [0.28, 0.1] })],
  ['a hand at the head', () => ({ ...ONE_HAND_UP, leftWrist: [0.55, 0.15] })],
  ['a hand that the camera does not see', () => ({ ...ONE_HAND_UP, visibility: 0.3 })],
])('is not %s', (_, poseAt) => {
  expect(isTold(poseAt)).toBe(false)
})

it('is not seen in somebody who hangs from a bar by one hand', () => {
  expect(isTold(() => ONE_HAND_UP, { exercise: 'pull-up' })).toBe(false)
})
