import { expect, test } from 'vitest'
import { JOINT } from '../body/landmarks.ts'
import { CounterShell } from '../counter/counter-shell.ts'
import { CyclicCounter } from '../cyclic/cyclic-counter.ts'
import type { Probabilities } from '../judge/judge.ts'
import { film } from '../testing/synthetic-body.ts'
import type { PoseFrame } from '../types.ts'
import { LUNGE } from './lunge.ts'
import { SQUAT } from './squat.ts'

const HIDDEN = [JOINT.knee + 1, JOINT.ankle + 1]
/** Of a leg behind the other one, seen from the front. */
const HARDLY_SEEN = 0.15

/** The right leg is hidden behind the left, and made up from it. */
function hideRightLeg(frame: PoseFrame): PoseFrame {
  const isHidden = (i: number): boolean => HIDDEN.includes(i)
  return {
    ...frame,
    landmarks:
      frame.landmarks?.map((p, i) => (isHidden(i) ? { ...p, visibility: HARDLY_SEEN } : p)) ?? null,
    worldLandmarks:
      frame.worldLandmarks?.map((p, i, all) => {
        const seen = all[i - 1]
        return isHidden(i) && seen !== undefined ? { ...p, y: seen.y, z: seen.z } : p
      }) ?? null,
  }
}

function judge(lunge: number, squat: number): Probabilities {
  const odds: Readonly<Record<string, number>> = { lunge, squat }
  return { mean: (exercise) => odds[exercise] ?? 0 }
}

function count(
  drawn: 'lunge' | 'squat',
  counted: 'lunge' | 'squat',
  verdicts: Probabilities | null,
  see = hideRightLeg,
): number {
  const counter = new CounterShell(
    new CyclicCounter(counted === 'lunge' ? LUNGE : SQUAT, {}, verdicts),
  )
  for (const frame of film({ exercise: drawn, reps: 4, yawDeg: 90, repMs: 2400 }))
    counter.process(see(frame))
  return counter.snapshot().reps
}

test('a lunge with its rear leg hidden counts if the judge takes it for a lunge', () => {
  expect(count('lunge', 'lunge', judge(0.5, 0.01))).toBe(4)
  expect(count('lunge', 'squat', judge(0.6, 0.06))).toBe(0)
})

test('legs that are hardly seen do not count as a lunge if the judge is silent, sees a squat, or believes in neither', () => {
  expect(count('lunge', 'lunge', null)).toBe(0)
  expect(count('lunge', 'lunge', judge(0.1, 0.6))).toBe(0)
  expect(count('lunge', 'lunge', judge(0.06, 0.01))).toBe(0)
})

test('a squat with a leg hardly seen counts as a squat, not a lunge, if the judge sees a squat', () => {
  expect(count('squat', 'squat', judge(0.2, 0.5))).toBe(4)
  expect(count('squat', 'lunge', judge(0.2, 0.5))).toBe(0)
})

test('well-seen legs are measured to tell squat from lunge, unless the judge believes in neither', () => {
  const asItIs = (frame: PoseFrame): PoseFrame => frame
  expect(count('lunge', 'lunge', judge(0, 0.9), asItIs)).toBe(4)
  expect(count('squat', 'squat', judge(0.9, 0), asItIs)).toBe(4)
  expect(count('lunge', 'lunge', judge(0.01, 0.02), asItIs)).toBe(0)
})
