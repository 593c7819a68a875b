/** What docs/counting.md promises of a new exercise, tried: a profile and a recording, and the engine as it is. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readFrames, replay } from '../../scripts/counting/recordings.ts'
import { JOINT, SIDES } from './body/landmarks.ts'
import { CounterShell } from './counter/counter-shell.ts'
import { CyclicCounter } from './cyclic/cyclic-counter.ts'
import { USUAL_RETURN_SHARE } from './cyclic/profile.ts'
import type { CyclicProfile } from './cyclic/profile.ts'
import { ramp } from './profiles/postures.ts'
import { FIRST_SET } from './testing/labelled.ts'

interface ArmFeatures extends Readonly<Record<string, number>> {
  /** More bent elbow, degrees. */
  readonly elbowDeg: number
}

const CURL: CyclicProfile<ArmFeatures> = {
  // A name of its own is a line in types.ts.
  exercise: 'pull-up',
  leastFramesPerSecond: 8,
  // The higher hand below its shoulder: highest with both arms hanging.
  signal: (body) => Math.min(...SIDES.map((s) => body.sideRise(JOINT.shoulder, JOINT.wrist, s))),
  still: JOINT.elbow,
  mostSlipShare: 0.6,
  restFrom: 0.3,
  restSurely: 0.35,
  restPlateauFrom: 0.35,
  leastTravel: 0.2,
  returnShare: USUAL_RETURN_SHARE,
  assumedRest: null,
  needsRhythm: true,
  leastMs: 500,
  mostMs: 8000,
  posture: (body) => ramp(body.leanDeg(JOINT.shoulder, JOINT.hip), 50, 65),
  features: (body) => ({
    elbowDeg: Math.min(
      ...SIDES.map((s) => body.pictureAngleDeg(JOINT.shoulder, JOINT.elbow, JOINT.wrist, s)),
    ),
  }),
  refusal: ({ rest, turn }) =>
    rest.features.elbowDeg - turn.features.elbowDeg >= 50 ? null : 'not-this-exercise',
  quality: null,
}

test('biceps curls, as one more profile, are counted', () => {
  const frames = readFrames(join(FIRST_SET, 'negative/pu_neg_venkat_curls.json.gz'))
  const counter = replay(new CounterShell(new CyclicCounter(CURL)), frames)
  // Both arms and the left one alone, in turns.
  expect(counter.snapshot().reps).toBe(9)
})
