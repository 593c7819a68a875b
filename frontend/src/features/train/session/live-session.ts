import { createStore, type StoreApi } from 'zustand/vanilla'
import { FIRST_VIEW, type LiveView, type PauseReason, differs } from './live-view'
import { SetClock } from './set-clock'
import { SetRecorder } from './set-recorder'
import type { EngineEvent, ExerciseCounter, ExerciseType, PoseFrame } from '@/engine'
import { isHold } from '@/shared/lib/exercises'
import { type SetRecord, newSetRecord } from '@/workouts/set-record'

const CHECKPOINT_EVERY_MS = 1_000
const ADVICE_LASTS_MS = 4_000
const SLOWNESS_LASTS_MS = 8_000

/** What a session needs from the world around it. */
export interface SessionPorts {
  readonly createCounter: (exercise: ExerciseType | 'auto') => ExerciseCounter
  /** A clock that never goes back, in milliseconds. */
  readonly nowMs: () => number
  readonly today: () => Date
  readonly newId: () => string
  readonly saveCheckpoint: (record: SetRecord) => void
}

/**
 * One set from "ready" to "finished". Frames come in at any rate; the store changes only when the screen should.
 * Before the start frames go to a counter that is thrown away: it tells whether the person is seen. Until something
 * counts a scout watches, too, and tells where another exercise is being done than the one that was chosen.
 */
export class LiveSession {
  readonly exercise: ExerciseType
  readonly store: StoreApi<LiveView> = createStore(() => FIRST_VIEW)
  private readonly ports: SessionPorts
  private clock = new SetClock()
  private readonly preview: ExerciseCounter
  private readonly scout: ExerciseCounter
  private recorder: SetRecorder | null = null
  private onPhase: ((phase: number | null) => void) | null = null
  private countdownEndsMs = 0
  private lastCheckpointMs = 0
  private lastSlowMs = Number.NEGATIVE_INFINITY

  constructor(exercise: ExerciseType, ports: SessionPorts) {
    this.exercise = exercise
    this.ports = ports
    this.preview = ports.createCounter(exercise)
    this.scout = ports.createCounter('auto')
  }

  get view(): LiveView {
    return this.store.getState()
  }

  /** Hear of the phase of the movement with every frame: too often for the store. Returns the way to stop. */
  watchPhase(onPhase: (phase: number | null) => void): () => void {
    this.onPhase = onPhase
    return () => {
      this.onPhase = null
    }
  }

  frame(frame: PoseFrame): void {
    const { stage } = this.view
    if (stage === 'running') this.count(frame)
    else if (stage === 'ready' || stage === 'countdown') this.look(frame)
    else return
    this.recognise(frame)
  }

  start(countdownSeconds = 0): void {
    if (this.view.stage !== 'ready') return
    if (countdownSeconds === 0) {
      this.begin()
      return
    }
    this.countdownEndsMs = this.ports.nowMs() + countdownSeconds * 1000
    this.show({ stage: 'countdown', countdownLeft: countdownSeconds })
  }

  cancelCountdown(): void {
    if (this.view.stage === 'countdown') this.show({ stage: 'ready', countdownLeft: 0 })
  }

  /** Go on with a set that a reload broke off; it waits, paused, until it is resumed. */
  continueFrom(earlier: SetRecord): void {
    this.clock = new SetClock(earlier.elapsed_ms)
    this.recorder = new SetRecorder(this.ports.createCounter(this.exercise), earlier)
    this.show({
      stage: 'paused',
      pauseReason: 'asked',
      elapsedSeconds: Math.floor(earlier.elapsed_ms / 1000),
      ...this.counted(this.recorder),
    })
  }

  pause(reason: PauseReason): void {
    this.cancelCountdown()
    if (this.view.stage !== 'running') return
    this.clock.pause(this.ports.nowMs())
    this.recorder?.pause()
    this.show({ stage: 'paused', pauseReason: reason, advice: null })
    this.keep()
  }

  resume(): void {
    if (this.view.stage !== 'paused') return
    this.clock.run(this.ports.nowMs())
    this.show({ stage: 'running', pauseReason: null })
  }

  /** End the set; null where none was begun. The last checkpoint stays until the workout is stored. */
  finish(): SetRecord | null {
    if (this.recorder === null) return null
    this.clock.pause(this.ports.nowMs())
    const record = this.recorder.finalRecord(this.elapsedMs())
    this.ports.saveCheckpoint(record)
    this.show({ stage: 'finished', advice: null })
    return record
  }

  /** Let time pass on the screen; called a few times a second. */
  tick(): void {
    const nowMs = this.ports.nowMs()
    const { stage, advice } = this.view
    this.show({ tooFewFrames: nowMs - this.lastSlowMs < SLOWNESS_LASTS_MS })
    if (stage === 'countdown') this.countDown(nowMs)
    if (stage !== 'running') return
    this.show({
      elapsedSeconds: Math.floor(this.clock.elapsedMs(nowMs) / 1000),
      advice: advice !== null && nowMs - advice.atMs > ADVICE_LASTS_MS ? null : advice,
    })
    if (nowMs - this.lastCheckpointMs >= CHECKPOINT_EVERY_MS) this.keep()
  }

  /** Write the running set down, so that it survives whatever comes next. */
  keep(): void {
    const record = this.record()
    if (record === null || this.view.stage === 'finished') return
    this.lastCheckpointMs = this.ports.nowMs()
    this.ports.saveCheckpoint(record)
  }

  private record(): SetRecord | null {
    return this.recorder?.record(this.elapsedMs()) ?? null
  }

  private elapsedMs(): number {
    return Math.round(this.clock.elapsedMs(this.ports.nowMs()))
  }

  private begin(): void {
    const fresh = newSetRecord({
      id: this.ports.newId(),
      exercise: this.exercise,
      started_at: this.ports.today().toISOString(),
    })
    this.recorder = new SetRecorder(this.ports.createCounter(this.exercise), fresh)
    this.clock.run(this.ports.nowMs())
    this.show({ stage: 'running', countdownLeft: 0 })
    this.keep()
  }

  private countDown(nowMs: number): void {
    const left = Math.ceil((this.countdownEndsMs - nowMs) / 1000)
    if (left <= 0) this.begin()
    else this.show({ countdownLeft: left })
  }

  private look(frame: PoseFrame): void {
    this.noteSlowness(this.preview.process(frame))
    const { personVisible, inPosition, framesPerSecond } = this.preview.snapshot()
    this.show({ personVisible, inPosition, framesPerSecond: whole(framesPerSecond) })
  }

  private count(frame: PoseFrame): void {
    const { recorder } = this
    if (recorder === null) return
    const events = recorder.process(frame, this.clock.elapsedMs(this.ports.nowMs()))
    this.noteSlowness(events)
    this.onPhase?.(recorder.snapshot.phase)
    this.show({ ...this.counted(recorder), ...this.advice(events) })
  }

  /** A switch is offered, never made: a set in which one rests in a plank before the first push-up stays one. */
  private recognise(frame: PoseFrame): void {
    const counts = this.recorder !== null && (this.recorder.reps > 0 || this.recorder.heldMs > 0)
    if (!counts) this.scout.process(frame)
    const seen = counts ? null : this.scout.snapshot().exercise
    this.show({ looksLike: seen === this.exercise || isHold(seen ?? '') ? null : seen })
  }

  private noteSlowness(events: readonly EngineEvent[]): void {
    if (events.some(({ type }) => type === 'low-frame-rate')) this.lastSlowMs = this.ports.nowMs()
  }

  private counted(recorder: SetRecorder): Partial<LiveView> {
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

  private advice(events: readonly EngineEvent[]): Partial<LiveView> {
    const atMs = this.ports.nowMs()
    for (const event of events) {
      if (event.type === 'cue') return { advice: { kind: 'cue', cue: event.cue, atMs } }
      if (event.type === 'refused')
        return { advice: { kind: 'refused', reason: event.reason, atMs } }
      if (event.type === 'rep') return { advice: null }
    }
    return {}
  }

  private show(change: Partial<LiveView>): void {
    if (differs(this.view, change)) this.store.setState(change)
  }
}

function whole(value: number | null): number | null {
  return value === null ? null : Math.round(value)
}
