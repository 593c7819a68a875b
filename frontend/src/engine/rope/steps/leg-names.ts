import { JOINT } from '../../body/landmarks.ts'
import { PART } from '../../judge/sample.ts'
import type { Sample } from '../../judge/sample.ts'
import { at } from '../../signals/at.ts'

/** Landmarks of the left leg, those of the right one next to them: knee, ankle, heel, toe. */
const LEG = [JOINT.knee, JOINT.ankle, JOINT.ankle + 2, JOINT.ankle + 4] as const
const PARTS = [PART.x, PART.y, PART.visibility, PART.worldX, PART.worldY, PART.worldZ] as const
/** Where the left leg is going is told by these, across the picture and up. */
const FOLLOWED = [JOINT.knee, JOINT.ankle].flatMap((joint) => [PART.x + joint, PART.y + joint])
/** Legs exchanged are off their course by at least this much, body metres over knees and ankles of both sides ... */
const LEAST_LEAP = 0.12
/** ... and exchanged back they lie nearer to it, by this share of it. */
const EXCHANGED_BACK_SHARE = 0.5
/** Over a longer time nobody knows where a leg was going. */
const LONGEST_MS = 150

/**
 * Keeps the names of the legs: where left and right lie nearer to the course that the legs were on when they are
 * exchanged, the model has exchanged them. The course tells legs that pass one another from legs that turn back; their
 * places do not. For the phase of the joints; JointFollower asks the same for the zig-zag, of each frame and not of
 * samples on a grid.
 */
export class LegNames {
  #last: Sample | null = null
  #before: Sample | null = null
  #lastMs = 0
  #beforeMs = 0

  /** The sample, or a copy of it with the legs under the names that they had. */
  keep(sample: Sample, timestampMs: number): Sample {
    const kept = this.#areExchanged(sample, timestampMs) ? exchanged(sample) : sample
    this.#before = this.#last
    this.#beforeMs = this.#lastMs
    this.#last = kept
    this.#lastMs = timestampMs
    return kept
  }

  reset(): void {
    this.#last = null
    this.#before = null
  }

  #areExchanged(sample: Sample, timestampMs: number): boolean {
    if (this.#last === null || timestampMs - this.#lastMs > LONGEST_MS) return false
    const expected = this.#course(this.#last, timestampMs)
    let [kept, crossed] = [0, 0]
    for (const left of FOLLOWED) {
      const [a, b] = [at(sample, left), at(sample, left + 1)]
      const [toA, toB] = [expected(left), expected(left + 1)]
      kept += Math.abs(a - toA) + Math.abs(b - toB)
      crossed += Math.abs(b - toA) + Math.abs(a - toB)
    }
    return kept > LEAST_LEAP && crossed < EXCHANGED_BACK_SHARE * kept
  }

  /** Where the legs are now if they go on as between the last two samples. */
  #course(last: Sample, timestampMs: number): (i: number) => number {
    const before = this.#before
    const usedMs = this.#lastMs - this.#beforeMs
    if (before === null || usedMs > LONGEST_MS) return (i) => at(last, i)
    const share = (timestampMs - this.#lastMs) / usedMs
    return (i) => at(last, i) + share * (at(last, i) - at(before, i))
  }
}

function exchanged(sample: Sample): Sample {
  const result = Float64Array.from(sample)
  for (const part of PARTS)
    for (const left of LEG) {
      result[part + left] = at(sample, part + left + 1)
      result[part + left + 1] = at(sample, part + left)
    }
  return result
}
