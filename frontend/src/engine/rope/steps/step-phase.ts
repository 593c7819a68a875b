import { median } from '../../signals/median.ts'
import { pushWithin } from '../../signals/push-within.ts'
import type { PhaseSample } from './joint-phase.ts'

/**
 * Legs take turns once they move against one another faster than together, or than the trunk, by the first of these,
 * until the second.
 */
const TURNS_ABOVE = 1.1
const TURNS_UNTIL = 0.9
/**
 * ... or once what they do by turns, at half the step rate, has this much of the speed of either: 0.1 and less in jumps
 * with both feet, 0.5 in slow steps seen from the side, where a far leg half made up from the near one hides half of
 * the difference.
 */
const IN_TURNS_ABOVE = 0.4
const IN_TURNS_UNTIL = 0.32
/**
 * Feet that jump together take the trunk with them; legs this much faster than the trunk do not, if they differ by this
 * much.
 */
const ONE_SIDED = 2.5
const ONE_SIDED_STRIDE = 0.6
/** A bout goes on while the legs move by this much, metres a second, and by this share of their fastest lately. */
const LEAST_SPEED = 0.15
const LEAST_SPEED_SHARE = 0.3
const FASTEST_MEMORY = 0.985
/** This many samples may be below it, as where a foot is blurred. */
const MOST_HOLE = 12
/** Steps are counted from where the legs first, to where they last have this share of their usual speed. */
export const EDGE_SHARE = 0.7
/**
 * Who steps moves trunk, head and wrists, too, all along by 0.4 of what is usual; by 0.02 in somebody who stands while
 * a hidden foot leaps to and fro.
 */
const STILL_SHARE = 0.25
/**
 * Below this share of what is usual, and this speed, metres a second, somebody is as still as a picture. Over each of
 * the 4,582 swings counted in the recordings, at 30, 15 and 10 frames a second, the body had 1.8 times these and more.
 * Who has only jumped with both feet so far, which moves the body more than steps do, has stopped only then.
 */
const FROZEN_SHARE = 0.1
const FROZEN_BELOW = 0.05
/** What is usual is told from this many of the last jumps. */
const REMEMBERED_JUMPS = 16
/** Fewer steps are no bout. */
const LEAST_STEPS = 4
/** Of the movement the steps must explain this much. */
const LEAST_QUALITY = 0.12
/** What is usual is told from this many of the last samples: 5 s. */
const REMEMBERED = 150

/** The steps of legs that take turns, by phase alone. */
export interface Bout {
  readonly startMs: number
  /** Until when the phase is known, or the legs still moved. */
  readonly endMs: number
  /** Since the start, in fractions of one. */
  readonly steps: number
  /** Steps a second. */
  readonly rate: number
  /** How fast the legs usually move in it, metres a second. */
  readonly usualSpeed: number
}

/** Measures bouts of steps by the phase of the joints. */
export class StepPhase {
  readonly #speeds: number[] = []
  readonly #qualities: number[] = []
  /** How fast trunk, head and wrists are on average over the last samples of steps, REMEMBERED at the most. */
  #usualBody = 0
  #bodySamples = 0
  /** The same where jumps were counted. */
  #jumpsBody = 0
  #jumps = 0
  #takesTurns = false
  #fastest = 0
  #hole = 0
  /** Of the bout under way, in steps since it began. */
  #phase = 0
  #startMs: number | null = null
  #edge: number | null = null
  #early: { phase: number; speed: number; timestampMs: number }[] = []
  #best: Bout | null = null
  #isBelieved = false

  /**
   * The bout under way as far as it is known; null where there is none. `isSkipping`: by the judge; `isSure`: enough to
   * begin.
   */
  push(sample: PhaseSample, isSkipping: boolean, isSure: boolean): Bout | null {
    const strideNow = this.isStill(sample.bodyNow) ? 0 : sample.strideNow
    this.#takesTurns = takeTurns(sample, this.#takesTurns)
    this.#fastest = Math.max(strideNow, FASTEST_MEMORY * this.#fastest)
    const isMoving = strideNow > Math.max(LEAST_SPEED, LEAST_SPEED_SHARE * this.#fastest)
    if (this.#takesTurns && isSkipping && isMoving) this.#hole = 0
    else this.#hole += 1
    const isUnderWay = this.#startMs !== null && this.#hole < MOST_HOLE && isSkipping
    if (this.#hole > 0 && !isUnderWay) {
      this.#end()
      return null
    }
    this.#forgetStanding(sample.bodyNow)
    this.#extend(sample, strideNow)
    this.#isBelieved ||= isSure
    return this.#measure(sample, strideNow)
  }

  /** Whether somebody whose trunk, head and wrists are so fast has stopped stepping, or jumping. */
  isStill(bodySpeed: number): boolean {
    const isSlow = this.#bodySamples > 0 && bodySpeed < STILL_SHARE * this.#usualBody
    return isSlow || this.isFrozen(bodySpeed)
  }

  /** Whether somebody whose trunk, head and wrists are so fast stands as still as a picture, whatever a leg does. */
  isFrozen(bodySpeed: number): boolean {
    const usual = this.#bodySamples === 0 ? this.#jumpsBody : this.#usualBody
    return bodySpeed < Math.max(FROZEN_BELOW, FROZEN_SHARE * usual)
  }

  /** What was stepped so far is something else, unless it has been known as a bout. */
  forgetUnknown(): void {
    if (this.#best === null) this.#end()
  }

  /** A jump was counted that is no step of a bout, while trunk, head and wrists were so fast. */
  jumped(bodySpeed: number): void {
    this.#jumps = Math.min(REMEMBERED_JUMPS, this.#jumps + 1)
    this.#jumpsBody += (bodySpeed - this.#jumpsBody) / this.#jumps
  }

  reset(): void {
    this.#end()
    this.#takesTurns = false
    this.#fastest = 0
    this.#usualBody = 0
    this.#bodySamples = 0
    this.#jumpsBody = 0
    this.#jumps = 0
  }

  /** Who has stood still so far, by what the body does now, has made no steps yet. */
  #forgetStanding(bodyNow: number): void {
    if (this.#isBelieved || this.#bodySamples === 0) return
    if (STILL_SHARE * bodyNow < this.#usualBody) return
    this.#end()
    this.#usualBody = 0
    this.#bodySamples = 0
  }

  #end(): void {
    this.#speeds.length = 0
    this.#qualities.length = 0
    this.#startMs = null
    this.#early = []
    this.#edge = null
    this.#best = null
    this.#isBelieved = false
    this.#phase = 0
    this.#hole = 0
  }

  #extend({ advance, bodyNow, quality, timestampMs }: PhaseSample, strideNow: number): void {
    if (this.#startMs === null) this.#startMs = timestampMs
    else this.#phase += advance
    pushWithin(REMEMBERED, this.#speeds, strideNow)
    pushWithin(REMEMBERED, this.#qualities, quality)
    if (this.#edge === null && this.#early.length < REMEMBERED)
      this.#early.push({ phase: this.#phase, speed: strideNow, timestampMs })
    if (this.#hole > 0) return
    this.#bodySamples = Math.min(REMEMBERED, this.#bodySamples + 1)
    this.#usualBody += (bodyNow - this.#usualBody) / this.#bodySamples
  }

  #measure({ timestampMs, rate }: PhaseSample, strideNow: number): Bout | null {
    if (this.#phase < LEAST_STEPS || !this.#isBelieved) return null
    if (median(this.#qualities) < LEAST_QUALITY) return null
    const usual = median(this.#speeds)
    const fromPhase = this.#edge ?? this.#findEdge(usual)
    this.#edge = fromPhase
    if (strideNow >= EDGE_SHARE * usual || this.#best === null) {
      const steps = this.#phase - fromPhase
      const startMs = this.#startMs ?? timestampMs
      if (steps >= LEAST_STEPS - 0.5)
        this.#best = { startMs, endMs: timestampMs, steps, rate, usualSpeed: usual }
    }
    return this.#best
  }

  /** The phase where the legs first had their usual speed, where the bout begins. */
  #findEdge(usualSpeed: number): number {
    const first = this.#early.findIndex(({ speed }) => speed >= EDGE_SHARE * usualSpeed)
    const edge = this.#early[first + 1]
    this.#startMs = edge?.timestampMs ?? this.#startMs
    return edge?.phase ?? 0
  }
}

/** Whether the legs go by turns, `already` having done so. */
function takeTurns(sample: PhaseSample, already: boolean): boolean {
  const { strideSpeed, turnsSpeed, legSpeed, trunkSpeed } = sample
  if (turnsSpeed > (already ? IN_TURNS_UNTIL : IN_TURNS_ABOVE) * Math.max(legSpeed, trunkSpeed))
    return true
  // Of a leg that is half made up from the other, as from the side, as much shows in both as between them.
  const isOneSided = legSpeed > ONE_SIDED * trunkSpeed && strideSpeed > ONE_SIDED_STRIDE * legSpeed
  const rival = Math.max(isOneSided ? 0 : legSpeed, trunkSpeed)
  return strideSpeed > (already ? TURNS_UNTIL : TURNS_ABOVE) * rival
}
