import { createStore, type StoreApi } from 'zustand/vanilla'
import { Coach } from './coach'
import type { PictureLight } from './hands-free/picture-light'
import { SetUpCheck } from './hands-free/set-up-check'
import { isReady } from './hands-free/start-position'
import { StopGesture } from './hands-free/stop-gesture'
import {
  type Advice,
  FIRST_VIEW,
  type LiveView,
  type PauseReason,
  type Stage,
  differs,
  turn,
} from './live-view'
import { MediaClock } from './media-clock'
import { ReplayRecorder, rememberReplay } from './rep-replay'
import type { SessionPorts } from './session-ports'
import { type EndReason, type FlowPhase, SetFlow } from './set-flow'
import { SetRecorder } from './set-recorder'
import { RepTicks } from './ticks/rep-ticks'
import type { EngineEvent, ExerciseCounter, ExerciseType, PoseFrame } from '@/engine'
import { isHold } from '@/shared/lib/exercises'
import type { SetTarget } from '@/workouts/plan'
import { type SetRecord, newSetRecord } from '@/workouts/record/set-record'

const CHECKPOINT_EVERY_MS = 1_000
const ADVICE_LASTS_MS = 4_000
const SLOWNESS_LASTS_MS = 8_000
/**
 * After this long without a picture the set pauses, because an absence could not be told from a frozen camera. It is
 * shorter than an absence and longer than the slowest machine takes for a picture.
 */
const BLIND_AFTER_MS = 2_500
/** The frame rate is sufficient if something was counted this recently. */
const COUNTED_LATELY_MS = 8_000
const OPEN: SetTarget = { kind: 'open' }

const STAGES: Readonly<Record<FlowPhase, Stage>> = {
  armed: 'armed',
  countdown: 'countdown',
  counting: 'running',
  away: 'away',
  paused: 'paused',
  ended: 'finished',
}

/**
 * One set from "ready" to "finished". Frames come in at any rate; the store changes only when the screen should. Before
 * the start, frames go to a preview counter that only tells whether the person is visible. Until something counts, a
 * scout also watches for another exercise than the chosen one.
 */
export class LiveSession {
  readonly exercise: ExerciseType
  readonly target: SetTarget
  readonly store: StoreApi<LiveView> = createStore(() => FIRST_VIEW)
  readonly #ports: SessionPorts
  readonly #media = new MediaClock()
  readonly #preview: ExerciseCounter
  readonly #scout: ExerciseCounter
  readonly #setUp: SetUpCheck
  readonly #gesture: StopGesture
  readonly #coach: Coach
  readonly #replay: ReplayRecorder
  #recorder: SetRecorder | null = null
  #flow: SetFlow | null = null
  readonly #ticks: RepTicks
  #onPhase: ((phase: number | null) => void) | null = null
  #onTick: ((inMs: number) => void) | null = null
  #lastCheckpointMs = 0
  #lastFrameMs = 0
  /** Paused for lack of pictures; resumes when they arrive. */
  #isBlind = false
  #lastSlowMs = Number.NEGATIVE_INFINITY
  #lastCountedMs = Number.NEGATIVE_INFINITY

  constructor(exercise: ExerciseType, ports: SessionPorts, target: SetTarget = OPEN) {
    this.exercise = exercise
    this.target = target
    this.#ports = ports
    this.#preview = ports.createCounter(exercise)
    this.#scout = ports.createCounter('auto')
    this.#setUp = new SetUpCheck(exercise)
    this.#gesture = new StopGesture(exercise)
    this.#coach = new Coach(exercise, target)
    this.#replay = new ReplayRecorder(exercise)
    this.#ticks = new RepTicks(exercise)
  }

  get view(): LiveView {
    return this.store.getState()
  }

  /** Null until a set was begun. */
  get setId(): string | null {
    return this.#recorder?.id ?? null
  }

  /**
   * Calls the listener with the phase of the movement for every frame, too often for the store. Returns a function that
   * stops it.
   */
  watchPhase(onPhase: (phase: number | null) => void): () => void {
    this.#onPhase = onPhase
    return () => {
      this.#onPhase = null
    }
  }

  /**
   * Calls the listener with the time of each repetition's tick, in ms from now: at once, or at the predicted landing of
   * a rope jump or straightening of the arms in a push-up. Returns a function that stops it.
   */
  watchTicks(onTick: (inMs: number) => void): () => void {
    this.#onTick = onTick
    return () => {
      this.#onTick = null
    }
  }

  /** The light in the camera's picture; null if unknown. */
  light(light: PictureLight | null): void {
    this.#setUp.light(light)
  }

  frame(frame: PoseFrame): void {
    this.#watchPictures()
    this.#lastFrameMs = this.#ports.nowMs()
    if (this.#isBlind) this.#seeAgain()
    const { stage } = this.view
    if (stage === 'paused' || stage === 'finished') return
    if (stage === 'ready') this.#look(frame)
    else this.#count(frame)
    this.#recognise(frame)
  }

  /** Start: in position and after the countdown, if the settings say so. */
  start(countdownSeconds = 0): void {
    if (this.view.stage !== 'ready') return
    const fresh = newSetRecord({
      id: this.#ports.newId(),
      owner_id: this.#ports.ownerId(),
      training_id: this.#ports.trainingId,
      exercise: this.exercise,
      started_at: this.#ports.today().toISOString(),
    })
    this.#recorder = new SetRecorder(this.#ports.createCounter(this.exercise), fresh)
    this.#lastFrameMs = this.#ports.nowMs()
    this.#flow = this.#newFlow(countdownSeconds, null)
    this.#follow()
    this.keep()
  }

  /** Return to "ready", before anything was counted. */
  cancel(): void {
    if (!['armed', 'countdown'].includes(this.view.stage)) return
    this.#flow = null
    this.#recorder = null
    this.#show({ stage: 'ready', countdownLeft: 0, heldShare: 0 })
  }

  /** Start without waiting for the position or the countdown. */
  beginNow(): void {
    this.#flow?.beginNow(this.#ports.nowMs())
    this.#follow()
  }

  /** Continue a set that a reload interrupted; it is paused until resumed. */
  continueFrom(earlier: SetRecord): void {
    this.#recorder = new SetRecorder(this.#ports.createCounter(this.exercise), earlier)
    this.#flow = this.#newFlow(0, earlier.elapsed_ms)
    this.#show({ pauseReason: 'asked', ...this.#counted(this.#recorder) })
    this.#follow()
  }

  pause(reason: PauseReason): void {
    this.#watchPictures()
    this.#pauseAt(this.#ports.nowMs(), reason)
  }

  /** Resume at once, or when the person is back in position. */
  resume(when: 'now' | 'in-position' = 'now'): void {
    this.#isBlind = false
    this.#lastFrameMs = this.#ports.nowMs()
    this.#flow?.resume(this.#ports.nowMs(), when)
    this.#follow()
  }

  /** End the set; null if none was begun. The last checkpoint is kept until the workout is stored. */
  finish(reason: EndReason = 'touch'): SetRecord | null {
    this.#watchPictures()
    if (this.#flow === null || this.view.stage === 'finished') return null
    this.#flow.end(reason, this.#ports.nowMs())
    return this.#follow()
  }

  /** Update the displayed time; called a few times a second. */
  tick(): void {
    const nowMs = this.#ports.nowMs()
    const { advice } = this.view
    const isCounted = nowMs - this.#lastCountedMs < COUNTED_LATELY_MS
    this.#show({
      tooFewFrames: !isCounted && nowMs - this.#lastSlowMs < SLOWNESS_LASTS_MS,
      advice: advice !== null && nowMs - advice.atMs > ADVICE_LASTS_MS ? null : advice,
    })
    this.#watchPictures()
    this.#flow?.tick(nowMs)
    this.#follow()
    if (this.view.stage !== 'running') return
    this.#reach(nowMs)
    if (nowMs - this.#lastCheckpointMs >= CHECKPOINT_EVERY_MS) this.keep()
  }

  /** Save a checkpoint of the running set. */
  keep(): void {
    if (this.#recorder === null || this.view.stage === 'finished') return
    this.#lastCheckpointMs = this.#ports.nowMs()
    this.#ports.saveCheckpoint(this.#recorder.record(this.#elapsedMs()))
  }

  /** Without pictures nothing was done since the last: neither before a frozen camera, nor while the device slept. */
  #watchPictures(): void {
    if (this.#ports.nowMs() - this.#lastFrameMs < BLIND_AFTER_MS) return
    if (['ready', 'paused', 'finished'].includes(this.view.stage)) return
    this.#pauseAt(this.#lastFrameMs, 'camera')
    this.#isBlind = true
  }

  #pauseAt(atMs: number, reason: PauseReason): void {
    if (this.#flow === null || ['paused', 'finished'].includes(this.view.stage)) return
    this.#isBlind = false
    this.#flow.pause(atMs)
    this.#media.restart()
    this.#show({ pauseReason: reason, advice: null })
    this.#follow()
    this.keep()
  }

  /** Ends a pause that nobody requested: at once if sets do not wait for the position, else back in position. */
  #seeAgain(): void {
    this.resume(this.#ports.handsFree().startsInPosition ? 'in-position' : 'now')
  }

  #newFlow(countdownSeconds: number, earlierMs: number | null): SetFlow {
    const options = {
      ...this.#ports.handsFree(),
      countdownMs: countdownSeconds * 1000,
      target: this.target,
      isHold: isHold(this.exercise),
    }
    return new SetFlow(options, this.#ports.nowMs(), earlierMs)
  }

  #elapsedMs(): number {
    return Math.round(this.#flow?.clock.elapsedMs(this.#ports.nowMs()) ?? 0)
  }

  /** Update the view from the flow; if the flow has ended, finish the set. */
  #follow(): SetRecord | null {
    const [flow, recorder] = [this.#flow, this.#recorder]
    if (flow === null || recorder === null || this.view.stage === 'finished') return null
    const nowMs = this.#ports.nowMs()
    const before = this.view.stage
    const stage = STAGES[flow.phase]
    this.#show({
      stage,
      pauseReason: stage === 'paused' ? this.view.pauseReason : null,
      countdownLeft: Math.ceil(flow.countdownLeftMs(nowMs) / 1000),
      heldShare: Math.floor(flow.heldShare(nowMs) * 4) / 4,
      endsInSeconds: wholeUp(flow.endsInMs(nowMs)),
      elapsedSeconds: Math.floor(flow.shownMs(nowMs) / 1000),
      ...turn(before, stage, nowMs),
    })
    return stage === 'finished' ? this.#end(recorder, flow.endReason ?? 'touch') : null
  }

  #end(recorder: SetRecorder, reason: EndReason): SetRecord {
    const record = recorder.finalRecord(this.#elapsedMs())
    this.#ports.saveCheckpoint(record)
    rememberReplay(record.id, this.#replay.worst)
    this.#show({ endReason: reason, advice: null, endsInSeconds: null })
    this.#ports.onEnded(record, reason)
    return record
  }

  #look(frame: PoseFrame): void {
    this.#media.arrive(frame.timestampMs, this.#ports.nowMs())
    this.#noteSlowness(this.#preview.process(frame))
    const snapshot = this.#preview.snapshot()
    this.#setUp.see(frame, snapshot)
    const { personVisible, inPosition, framesPerSecond } = snapshot
    this.#show({
      personVisible,
      inPosition,
      hint: this.#setUp.hint,
      framesPerSecond: whole(framesPerSecond),
    })
  }

  #count(frame: PoseFrame): void {
    const [flow, recorder] = [this.#flow, this.#recorder]
    if (recorder === null || flow === null) return
    const atMs = this.#media.arrive(frame.timestampMs, this.#ports.nowMs())
    const events = recorder.process(frame)
    const { snapshot } = recorder
    this.#setUp.see(frame, snapshot)
    flow.see({
      atMs,
      ready: isReady(this.exercise, snapshot, frame),
      inPosition: snapshot.inPosition,
      repFromMs: this.#firstStart(events),
      stopGesture: this.#gesture.see(frame),
      reps: recorder.reps,
      heldMs: recorder.heldMs,
    })
    recorder.note(events, (mediaMs) => flow.clock.elapsedMs(this.#media.at(mediaMs)))
    this.#replay.see(frame, events)
    this.#noteSlowness(events)
    const tickMs = this.#ticks.hear(frame, events)
    if (tickMs !== null) this.#onTick?.(Math.max(0, this.#media.at(tickMs) - this.#ports.nowMs()))
    this.#onPhase?.(snapshot.phase)
    this.#show({ ...this.#counted(recorder), hint: this.#setUp.hint })
    this.#follow()
    this.#advise(this.#coach.hear(events, this.#ports.nowMs()))
    this.#reach(this.#ports.nowMs())
  }

  #firstStart(events: readonly EngineEvent[]): number | null {
    const starts = events.flatMap((event) =>
      event.type === 'rep' ? [this.#media.at(event.repetition.startMs)] : [],
    )
    if (starts.length === 0) return null
    this.#lastCountedMs = this.#ports.nowMs()
    return Math.min(...starts)
  }

  /** A switch is only offered, never made: resting in a plank before the first push-up must not change the exercise. */
  #recognise(frame: PoseFrame): void {
    const counts = this.#recorder !== null && (this.#recorder.reps > 0 || this.#recorder.heldMs > 0)
    if (!counts) this.#scout.process(frame)
    const seen = counts ? null : this.#scout.snapshot().exercise
    this.#show({ looksLike: seen === this.exercise || isHold(seen ?? '') ? null : seen })
  }

  #noteSlowness(events: readonly EngineEvent[]): void {
    if (events.some(({ type }) => type === 'low-frame-rate')) this.#lastSlowMs = this.#ports.nowMs()
  }

  #counted(recorder: SetRecorder): Partial<LiveView> {
    const { snapshot } = recorder
    return {
      reps: recorder.reps,
      heldSeconds: Math.floor(recorder.heldMs / 1000),
      personVisible: snapshot.personVisible,
      inPosition: snapshot.inPosition,
      cadencePerMinute: whole(snapshot.cadencePerMinute),
      framesPerSecond: whole(snapshot.framesPerSecond),
      longestRun: snapshot.longestRun,
      trips: snapshot.trips,
    }
  }

  /** Null clears a form cue; milestones expire by themselves. */
  #advise(advice: Advice | null | undefined): void {
    if (advice === undefined || this.view.stage !== 'running') return
    if (advice === null && this.view.advice?.kind === 'milestone') return
    this.#show({ advice })
  }

  #reach(nowMs: number): void {
    const { stage, reps, heldSeconds, elapsedSeconds } = this.view
    if (stage !== 'running') return
    const seconds = isHold(this.exercise) ? heldSeconds : elapsedSeconds
    const passed = this.#coach.pass({ reps, seconds }, this.#ports.best(), nowMs)
    if (passed !== null) this.#show({ advice: passed })
  }

  #show(change: Partial<LiveView>): void {
    if (differs(this.view, change)) this.store.setState(change)
  }
}

function whole(value: number | null): number | null {
  return value === null ? null : Math.round(value)
}

function wholeUp(ms: number | null): number | null {
  return ms === null ? null : Math.ceil(ms / 1000)
}
