/** When the arms of push-ups are straight, with all of a recording in view. */
import { JOINT, SIDES } from '../../src/engine/body/landmarks.ts'
import { angleBetweenDeg } from '../../src/engine/signals/geometry.ts'
import type { Landmark, PoseFrame } from '../../src/engine/types.ts'

interface Point {
  readonly ms: number
  readonly value: number
}

/** A counted repetition: its start, the moment it counted, and when it was ticked. */
export interface Ticked {
  readonly startMs: number
  readonly ms: number
  readonly tickMs: number
}

export interface LockOut {
  readonly name: string
  readonly signal: (pose: readonly Landmark[], frame: PoseFrame) => number
  /** Of the way from the lowest point to the highest. */
  readonly share: number
}

const SMOOTH_MS = 40
/** Whoever stays up may stretch on for as long as he likes: what the arms do after this is no lock-out. */
const LONGEST_RISE_MS = 1_500

/** Where one may see the arms as straight. */
export const LOCK_OUTS: readonly LockOut[] = [
  { name: 'the elbows have opened by 80 %', signal: elbowDeg, share: 0.8 },
  { name: 'by 90 %', signal: elbowDeg, share: 0.9 },
  { name: 'by 95 %', signal: elbowDeg, share: 0.95 },
  { name: 'the shoulders have risen by 95 %', signal: shouldersOverWrists, share: 0.95 },
]

/** Milliseconds from each lock-out that is seen to what `of` takes for it. */
export function errorsMs(
  frames: readonly PoseFrame[],
  reps: readonly Ticked[],
  { signal, share }: LockOut,
  of: (rep: Ticked) => number,
): number[] {
  const points = smooth(
    frames
      .map((frame) => ({ ms: frame.timestampMs, value: signal(frame.landmarks ?? [], frame) }))
      .filter(({ value }) => !Number.isNaN(value)),
  )
  return reps.flatMap((rep, i) => {
    const between = (from: number, to: number): Point[] =>
      points.filter(({ ms }) => ms >= from && ms <= to)
    const before = between(reps[i - 1]?.ms ?? rep.startMs, rep.ms)
    if (before.length < 3) return []
    const bottom = before.reduce((least, each) => (each.value < least.value ? each : least))
    const untilMs = Math.min(reps[i + 1]?.ms ?? Infinity, rep.ms + LONGEST_RISE_MS)
    const lockOutMs = reachedMs(firstRise(between(bottom.ms, untilMs)), share)
    return lockOutMs === null ? [] : [of(rep) - lockOutMs]
  })
}

/** From the lowest point, which comes first, until the signal is below its middle again. */
function firstRise(points: readonly Point[]): readonly Point[] {
  const middle = ((points[0]?.value ?? 0) + highest(points)) / 2
  const up = points.findIndex(({ value }) => value > middle)
  const down = points.findIndex(({ value }, i) => i > up && value <= middle)
  return points.slice(0, down === -1 ? undefined : down)
}

function reachedMs(rise: readonly Point[], share: number): number | null {
  const lowest = rise[0]?.value ?? 0
  const level = lowest + share * (highest(rise) - lowest)
  const at = rise.findIndex(({ value }) => value >= level)
  const [last, first] = [rise[at - 1], rise[at]]
  if (last === undefined || first === undefined) return first?.ms ?? null
  return last.ms + ((first.ms - last.ms) * (level - last.value)) / (first.value - last.value)
}

function highest(points: readonly Point[]): number {
  return Math.max(...points.map(({ value }) => value))
}

function smooth(points: readonly Point[]): Point[] {
  return points.map(({ ms }, i) => {
    const near = points.slice(Math.max(0, i - 12), i + 13)
    const weights = near.map((each) => Math.exp(-((each.ms - ms) ** 2) / (2 * SMOOTH_MS ** 2)))
    const sum = near.reduce((total, each, k) => total + each.value * (weights[k] ?? 0), 0)
    return { ms, value: sum / weights.reduce((total, each) => total + each, 0) }
  })
}

/** The better seen elbow's angle in the picture. */
function elbowDeg(pose: readonly Landmark[], { width, height }: PoseFrame): number {
  const arms = SIDES.map((side) =>
    [JOINT.shoulder, JOINT.elbow, JOINT.wrist].flatMap((joint) => pose[joint + side] ?? []),
  )
  const seen = arms.map((arm) => arm.reduce((sum, { visibility }) => sum + visibility, 0))
  const [a, b, c] = arms[(seen[0] ?? 0) >= (seen[1] ?? 0) ? 0 : 1] ?? []
  if (a === undefined || b === undefined || c === undefined) return Number.NaN
  const [ux, uy, vx, vy] = [a.x - b.x, a.y - b.y, c.x - b.x, c.y - b.y]
  return angleBetweenDeg(ux * width, uy * height, 0, vx * width, vy * height, 0)
}

/** Mean height of the shoulders over the wrists, in pixels. */
function shouldersOverWrists(pose: readonly Landmark[], { height }: PoseFrame): number {
  const y = (joint: number): number =>
    SIDES.reduce<number>((sum, side) => sum + (pose[joint + side]?.y ?? Number.NaN), 0) / 2
  return (y(JOINT.wrist) - y(JOINT.shoulder)) * height
}
