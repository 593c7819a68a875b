/** Whoever has done a set gets up, walks to the phone and bends over it to stop: that counts as nothing. */
import { expect, test } from 'vitest'
import { createCounters } from './index.ts'
import type { ExerciseType, PoseFrame } from './index.ts'
import { film } from './testing/synthetic-body.ts'
import type { Scene } from './testing/synthetic-body.ts'

const SETS: readonly (Partial<Scene> & { readonly exercise: ExerciseType & Scene['exercise'] })[] =
  [
    { exercise: 'push-up' },
    { exercise: 'squat' },
    { exercise: 'lunge' },
    { exercise: 'sit-up' },
    { exercise: 'jumping-jack', repMs: 900, restMs: 60 },
    { exercise: 'high-knees', repMs: 900, restMs: 60 },
  ]
const REPS = 6
const STEP_METRES = 0.3

/** Films one after the other, as one. */
function inTurn(films: readonly (readonly PoseFrame[])[]): readonly PoseFrame[] {
  let beganMs = 0
  return films.flatMap((frames) => {
    const shifted = frames.map((frame) => ({ ...frame, timestampMs: beganMs + frame.timestampMs }))
    beganMs = (shifted.at(-1)?.timestampMs ?? beganMs) + 50
    return shifted
  })
}

function walkUp(place: Partial<Scene>): readonly (readonly PoseFrame[])[] {
  const steps: (readonly PoseFrame[])[] = []
  for (let metres = 3.4; metres > 0.9; metres -= STEP_METRES)
    steps.push(
      film({
        ...place,
        exercise: 'jogging',
        reps: 1,
        repMs: 500,
        restMs: 20,
        depth: 0.35,
        yawDeg: 90,
        cameraDistanceMetres: metres,
      }),
    )
  const bends = { exercise: 'squat', reps: 1, repMs: 2500, depth: 0.7, yawDeg: 90 } as const
  return [...steps, film({ ...place, ...bends, cameraDistanceMetres: 0.9 })]
}

test.each(SETS)('walking up to the device after a set of $exercise counts nothing', (set) => {
  const seen = { framesPerSecond: 20, cameraDistanceMetres: 3.4 }
  const floor = { ...seen, cameraHeightMetres: 0.15, pitchDeg: -10, yawDeg: 0 }
  const desk = { ...seen, cameraHeightMetres: 1, pitchDeg: 5, yawDeg: 90 }
  for (const place of [floor, desk]) {
    const scene = { repMs: 1800, restMs: 300, ...set, ...place }
    const counters = [...createCounters(SETS.map(({ exercise }) => exercise))]
    for (const frame of inTurn([film({ ...scene, reps: REPS }), ...walkUp(place)]))
      for (const [, counter] of counters) counter.process(frame)
    const counts = counters.map(([exercise, counter]) => [exercise, counter.snapshot().reps])
    const counted = counts.filter(([, reps]) => reps !== 0)
    expect(counted, JSON.stringify(place)).toEqual([[set.exercise, REPS]])
  }
})
