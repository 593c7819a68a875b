/**
 * People who have skipped and stand as still as a picture, while the model guesses their legs now here and now there.
 */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { replay } from '../../../scripts/counting/recordings.ts'
import { JOINT, LANDMARK, SIDES } from '../body/landmarks.ts'
import { createCounter } from '../index.ts'
import type { Landmark, PoseFrame } from '../index.ts'
import { KEPT, KEPT_SETS, labelled } from '../testing/labelled.ts'
import { seeded } from '../testing/random.ts'

const LEG = [JOINT.knee, JOINT.ankle, LANDMARK.leftHeel, LANDMARK.leftToe]
const FRAME_MS = 33
const FRAMES = 240
/**
 * About three times a second each leg leaps towards the other one's place; the model's filter lets it come back like
 * this.
 */
const LEAPS_IN = 0.1
const COMES_BACK = [1, 0.6, 0.36, 0.2, 0.1]
const FARTHEST = [0.8, 0.5] as const

const STILL = ['jr_ajay_bridge', 'h3_jr_jhon_side', 'jr_speed_hiro_3']
const SEEDS = [1, 2]

function between(a: Landmark, b: Landmark | undefined, share: number): Landmark {
  if (b === undefined) return a
  return { ...a, x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y) }
}

function leapt(landmarks: readonly Landmark[], share: number): readonly Landmark[] {
  const moved = [...landmarks]
  for (const joint of LEG)
    for (const side of SIDES) {
      const [own, other] = [landmarks[joint + side], landmarks[joint + 1 - side]]
      if (own !== undefined) moved[joint + side] = between(own, other, FARTHEST[side] * share)
    }
  return moved
}

/** The last picture, held for eight seconds. */
function held(frames: readonly PoseFrame[], seed: number): readonly PoseFrame[] {
  const last = frames.findLast(({ landmarks }) => landmarks !== null)
  const endMs = frames.at(-1)?.timestampMs
  if (!last?.landmarks || endMs === undefined) throw new RangeError('nobody in the recording')
  const { landmarks } = last
  const random = seeded(seed)
  let leaptBefore = COMES_BACK.length
  return Array.from({ length: FRAMES }, (_, i) => {
    leaptBefore = random() < LEAPS_IN ? 0 : leaptBefore + 1
    const share = COMES_BACK[leaptBefore] ?? 0
    return {
      ...last,
      landmarks: leapt(landmarks, share),
      timestampMs: endMs + FRAME_MS * (i + 1),
    }
  })
}

// 12 of some 50 leaps of each film come through: those that also change how large the body seems, or end the last jump.
test(
  'a guessed leg that moves in a frozen picture adds hardly any jumps',
  { timeout: 120_000 },
  () => {
    const clips = KEPT_SETS.flatMap((set) => labelled(join(KEPT, set), 'jump-rope', STILL))
    expect(clips).toHaveLength(STILL.length)
    const surplus = clips.flatMap(({ frames, name }) => {
      const { reps } = replay(createCounter('jump-rope'), frames).snapshot()
      return SEEDS.map((seed) => {
        const after = replay(createCounter('jump-rope'), [...frames, ...held(frames, seed)])
        return { name, seed, more: after.snapshot().reps - reps }
      })
    })
    expect(surplus.filter(({ more }) => more > 5)).toEqual([])
    expect(surplus.reduce((sum, { more }) => sum + more, 0)).toBeLessThanOrEqual(16)
  },
)
