/** Who does not go deep enough is told. That nobody else is, ratchet.node.test.ts holds. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { LANDMARK } from './body/landmarks.ts'
import { createCounter } from './index.ts'
import type { PoseFrame } from './index.ts'
import { KEPT, KEPT_SETS, labelled } from './testing/labelled.ts'

/**
 * Of the clips of squats, drawn less deep: measured 7 of 11, from the side and from the front; one shows a single
 * squat.
 */
const LEAST_HALF_SQUATS = 6

type Point = Readonly<Record<'x' | 'y' | 'z', number>>

/**
 * The same person going only a share of the way: each frame drawn towards the one with the hips highest in the picture.
 */
function lessDeep(frames: readonly PoseFrame[], share: number): readonly PoseFrame[] {
  const hipY = ({ landmarks }: PoseFrame): number =>
    (landmarks?.[LANDMARK.leftHip]?.y ?? 1) + (landmarks?.[LANDMARK.rightHip]?.y ?? 1)
  const rest = frames.reduce((highest, frame) => (hipY(frame) < hipY(highest) ? frame : highest))
  return frames.map((frame) => ({
    ...frame,
    landmarks: towards(rest.landmarks, frame.landmarks, share),
    worldLandmarks: towards(rest.worldLandmarks, frame.worldLandmarks, share),
  }))
}

function towards<P extends Point>(
  from: readonly P[] | null,
  to: readonly P[] | null,
  share: number,
): readonly P[] | null {
  if (from === null) return to
  return (
    to?.map((at, i) => {
      const rest = from[i] ?? at
      const between = (axis: keyof Point): number => rest[axis] + share * (at[axis] - rest[axis])
      return { ...at, x: between('x'), y: between('y'), z: between('z') }
    }) ?? null
  )
}

test('somebody who squats a third of the way is told to go lower', { timeout: 120_000 }, () => {
  const squats = KEPT_SETS.flatMap((set) => labelled(join(KEPT, set), 'squat'))
  const told = squats.filter(({ frames, isSure }) => isSure && isTold(lessDeep(frames, 0.3)))
  const names = told.map(({ name }) => name)
  expect(names.length, names.join(' ')).toBeGreaterThanOrEqual(LEAST_HALF_SQUATS)
})

function isTold(frames: readonly PoseFrame[]): boolean {
  const counter = createCounter('squat')
  return frames
    .flatMap((frame) => counter.process(frame))
    .some((event) => event.type === 'refused' && event.reason === 'too-shallow')
}
