import { BodyTracker } from '../body/body-tracker.ts'
import type { Body } from '../body/body.ts'
import { FrameRateMeter } from '../signals/frame-rate.ts'
import { OneEuroFilter } from '../signals/one-euro.ts'
import type {
  EngineEvent,
  ExerciseCounter,
  PoseFrame,
  RefusalReason,
  Repetition,
  Snapshot,
} from '../types.ts'
import type { CyclicProfile, Features, Moment } from './profile.ts'
import { ZigZag } from './zig-zag.ts'

const SMOOTHING = { minCutoffHz: 4, beta: 4, derivativeCutoffHz: 2 }
const RETURN_SHARE = 0.7
const PARTIAL_RETURN_SHARE = 0.5
const REST_MEMORY_MS = 8000
/** Posture is averaged over about this time, and lost and found with hysteresis. */
const POSTURE_MS = 300
const POSTURE_FOUND = 0.6
const POSTURE_LOST = 0.25
/** Share of a repetition's time that must be spent in posture. */
const POSTURE_SHARE = 0.6
/** The still joint may take up to this share of the travel: hands slip, cameras shake. */
const STILL_SHARE = 0.5

interface Mark<F extends Features> extends Moment<F> {
  readonly stillPixelY: number
  readonly postureMean: number
}

/** Counts the cycles of one profile's signal. */
export class CyclicCounter<F extends Features> implements ExerciseCounter {
  readonly #profile: CyclicProfile<F>
  readonly #tracker = new BodyTracker()
  readonly #smooth = new OneEuroFilter(SMOOTHING)
  readonly #frameRate = new FrameRateMeter()
  readonly #zigZag: ZigZag
  #lastMs: number | null = null
  #reps = 0
  #posture = 0
  #inPosition = false
  #rest: Mark<F> | null = null
  #turn: Mark<F> | null = null
  #inPostureMs = 0
  #cycleMs = 0
  #snapshot: Snapshot

  constructor(profile: CyclicProfile<F>) {
    this.#profile = profile
    this.#zigZag = new ZigZag({
      leastTravel: profile.leastTravel,
      returnShare: RETURN_SHARE,
      partialReturnShare: PARTIAL_RETURN_SHARE,
      restMemoryMs: REST_MEMORY_MS,
    })
    this.#snapshot = this.#emptySnapshot()
  }

  process(frame: PoseFrame): readonly EngineEvent[] {
    const events: EngineEvent[] = []
    if (!Number.isFinite(frame.timestampMs)) return events
    if (this.#lastMs !== null && frame.timestampMs <= this.#lastMs) return events
    this.#lastMs = frame.timestampMs
    this.#frameRate.push(frame.timestampMs)
    const body = this.#tracker.track(frame)
    if (body !== null) this.#follow(body, events)
    this.#snapshot = {
      ...this.#snapshot,
      reps: this.#reps,
      inPosition: this.#inPosition,
      personVisible: body !== null,
    }
    return events
  }

  #bodyMs = 0
  #follow(body: Body, events: EngineEvent[]): void {
    if (body.isNewScene) this.#abandon()
    const elapsedMs = Math.min(250, body.isNewScene ? 0 : body.timestampMs - this.#bodyMs)
    this.#bodyMs = body.timestampMs
    const evidence = this.#profile.posture(body)
    this.#posture = body.isNewScene
      ? evidence
      : this.#posture + (evidence - this.#posture) * (1 - Math.exp(-elapsedMs / POSTURE_MS))
    const inPosition = this.#posture >= (this.#inPosition ? POSTURE_LOST : POSTURE_FOUND)
    if (inPosition !== this.#inPosition) {
      this.#inPosition = inPosition
      events.push({ type: 'position', timestampMs: body.timestampMs, inPosition })
      if (!inPosition) this.#abandon()
    }
    const raw = this.#profile.signal(body)
    if (raw === null) return
    const value = this.#smooth.apply(raw, body.timestampMs)
    if (!inPosition) return
    this.#cycleMs += elapsedMs
    this.#inPostureMs += elapsedMs * (evidence >= 0.5 ? 1 : 0)
    const step = this.#zigZag.push(value, body.timestampMs)
    if (step === 'rest') {
      this.#rest = this.#mark(body, value)
      this.#cycleMs = 0
      this.#inPostureMs = 0
    } else if (step === 'turn') this.#turn = this.#mark(body, value)
    else if (step === 'cycle') this.#complete(this.#mark(body, value), body, events)
  }

  #complete(end: Mark<F>, body: Body, events: EngineEvent[]): void {
    const { rest, turn } = { rest: this.#rest, turn: this.#turn }
    const share = this.#inPostureMs / this.#cycleMs
    this.#rest = end
    this.#cycleMs = 0
    this.#inPostureMs = 0
    if (rest === null || turn === null) return
    const reason = this.#refusal(rest, turn, end, share, body.pixelsPerMetre)
    if (reason !== null) {
      events.push({ type: 'refused', timestampMs: end.timestampMs, reason })
      return
    }
    this.#reps += 1
    const repetition: Repetition = {
      index: this.#reps,
      startMs: rest.timestampMs,
      endMs: end.timestampMs,
      verdict: 'valid',
      bottomDeg: null,
      topDeg: null,
      downMs: turn.timestampMs - rest.timestampMs,
      upMs: end.timestampMs - turn.timestampMs,
      bodyLineDeg: null,
    }
    events.push({ type: 'rep', timestampMs: end.timestampMs, repetition })
  }

  #refusal(
    rest: Mark<F>,
    turn: Mark<F>,
    end: Mark<F>,
    share: number,
    scale: number,
  ): RefusalReason | null {
    const { profile, travel, ms } = {
      profile: this.#profile,
      travel: rest.signal - turn.signal,
      ms: end.timestampMs - rest.timestampMs,
    }
    if (rest.signal < profile.restFrom) return 'too-shallow'
    if (ms < profile.leastMs) return 'too-fast'
    if (ms > profile.mostMs) return 'too-slow'
    if (share < POSTURE_SHARE || rest.postureMean < 0.5 || end.postureMean < 0.5)
      return 'posture-lost'
    const slipped = Math.abs(turn.stillPixelY - rest.stillPixelY) / scale
    const slippedBack = Math.abs(end.stillPixelY - turn.stillPixelY) / scale
    if (Math.max(slipped, slippedBack) > STILL_SHARE * travel) return 'not-this-exercise'
    return profile.judge({ rest, turn, end, travel })
  }

  #mark(body: Body, signal: number): Mark<F> {
    const { still } = this.#profile
    return {
      timestampMs: body.timestampMs,
      signal,
      features: this.#profile.features(body),
      stillPixelY: still === null ? 0 : body.midPixelY(still),
      postureMean: this.#posture,
    }
  }

  #abandon(): void {
    this.#zigZag.reset()
    this.#smooth.reset()
    this.#rest = null
    this.#turn = null
  }

  snapshot(): Snapshot {
    return this.#snapshot
  }

  reset(): void {
    this.#abandon()
    this.#tracker.reset()
    this.#frameRate.clear()
    this.#lastMs = null
    this.#reps = 0
    this.#posture = 0
    this.#inPosition = false
    this.#snapshot = this.#emptySnapshot()
  }

  #emptySnapshot(): Snapshot {
    return {
      exercise: this.#profile.exercise,
      reps: 0,
      heldSeconds: 0,
      personVisible: false,
      inPosition: false,
      phase: null,
      cadencePerMinute: null,
      longestRun: 0,
      trips: 0,
      framesPerSecond: null,
    }
  }
}
