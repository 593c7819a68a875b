import { plural, t } from '@lingui/core/macro'
import { cueFor } from '../session/coach'
import type { SetUpHint } from '../session/hands-free/set-up-check'
import type { Advice, Cue, LiveView, Milestone, PauseReason } from '../session/live-view'
import { exerciseGuide } from './exercise-guide'
import type { ExerciseType, RefusalReason } from '@/engine'
import { exerciseName, exerciseInText } from '@/shared/lib/exercises'
import type { SetTarget } from '@/workouts/plan'

/** The kind of a line: something missing, praise, something to improve, or plain information. */
export type LineTone = 'hint' | 'good' | 'cue' | 'plain'

/** The line that is read from three metres away, and the small text below it. */
export interface Line {
  readonly text: string
  readonly detail: string
  readonly tone: LineTone
  /** The spoken text, if it differs. */
  readonly spoken?: string
  /** The exercise to count instead, offered as a link. */
  readonly instead?: ExerciseType
}

const cues = (): Readonly<Record<Cue, string>> => ({
  'go-lower': t`Go lower`,
  'go-higher': t`Go higher`,
  'stand-tall': t`Stand tall`,
  'lock-out': t`Arms straight`,
  'hips-sag': t`Hips up`,
  'hips-pike': t`Hips down`,
  'straight-body': t`Body straight`,
  'elbows-flare': t`Elbows in`,
  uneven: t`Even sides`,
  'too-fast': t`Slow down`,
  tired: t`Keep form`,
})

/** "Go lower" */
export function cueText(cue: Cue): string {
  return cues()[cue]
}

const refusals = (): Readonly<Record<Exclude<RefusalReason, 'too-shallow'>, string>> => ({
  'too-fast': t`Slow down`,
  'too-slow': t`Too slow`,
  'posture-lost': t`Back in line`,
  'not-this-exercise': t`Not counted`,
  'not-recognised': t`Hard to see`,
})

const milestones = (): Readonly<Record<Milestone, string>> => ({
  go: t`Go!`,
  back: t`Keep going`,
  best: t`New best!`,
  halfway: t`Halfway`,
  'last-five': t`Last five`,
})

const paused = (): Readonly<Record<PauseReason, string>> => ({
  asked: t`Press Resume to go on`,
  hidden: t`The page was in the background`,
  camera: t`The camera gives no picture`,
})

const setUp = (): Readonly<
  Record<Exclude<SetUpHint, 'take-position' | 'good'>, [string, string]>
> => ({
  nobody: [t`Step in`, t`Nobody is in the picture`],
  'more-light': [t`More light`, t`The picture is too dark to see you well`],
  'light-behind': [t`Light behind`, t`You cannot be seen against it: turn the camera away from it`],
  'step-back': [t`Step back`, t`Part of you is outside of the picture`],
  'come-closer': [t`Come closer`, t`You are too small in the picture`],
  'turn-sideways': [t`Turn sideways`, t`Your side to the camera shows how deep you go`],
})

/** The position in which each exercise begins, in two words. */
const positions = (): Readonly<Record<ExerciseType, string>> => ({
  'push-up': t`Hands down`,
  'jump-rope': t`Stand tall`,
  squat: t`Stand tall`,
  lunge: t`Stand side-on`,
  'sit-up': t`Lie down`,
  'jumping-jack': t`Arms down`,
  'high-knees': t`Stand tall`,
  'pull-up': t`Hang`,
  plank: t`Get in line`,
  burpee: t`Stand side-on`,
  'jump-squat': t`Stand tall`,
})

const getReady = (): Line => ({ text: t`Get ready`, detail: t`Stay in position`, tone: 'good' })

/** The set's data that the line needs. */
export interface LineContext {
  readonly exercise: ExerciseType
  readonly target: SetTarget
}

/** What to show and say now; null if nothing. */
export function lineOf(view: LiveView, context: LineContext): Line | null {
  const { stage } = view
  if (stage === 'finished') return null
  if (stage === 'paused') return pausedLine(view)
  if (view.looksLike !== null) return otherExercise(view.looksLike)
  if (stage === 'away') return awayLine(view, context)
  if (stage === 'countdown') return getReady()
  if (stage === 'running') return runningLine(view, context)
  return setUpLine(view, context)
}

function setUpLine({ stage, hint }: LiveView, { exercise }: LineContext): Line | null {
  if (hint === null) return null
  if (hint !== 'good') return hintLine(hint, exercise)
  return stage === 'armed'
    ? {
        text: t`Hold still`,
        detail: t`The countdown begins`,
        tone: 'good',
        spoken: t`Good. Hold still.`,
      }
    : { text: t`Looks good`, detail: t`Press Start set: the rest happens by itself`, tone: 'good' }
}

function hintLine(hint: Exclude<SetUpHint, 'good'>, exercise: ExerciseType): Line {
  if (hint !== 'take-position') {
    const [text, detail] = setUp()[hint]
    return { text, detail, tone: 'hint' }
  }
  const detail = exerciseGuide(exercise).getIntoPosition
  return { text: positions()[exercise], detail, tone: 'hint', spoken: detail }
}

function runningLine(view: LiveView, { exercise }: LineContext): Line | null {
  if (view.advice !== null) return adviceLine(view.advice, exercise)
  if (view.tooFewFrames) {
    return {
      text: t`Slow camera`,
      detail: t`${view.framesPerSecond ?? 0} frames a second: close other apps, add light`,
      tone: 'hint',
    }
  }
  const counts = view.reps > 0 || view.heldSeconds > 0
  if (counts || view.hint === null || view.hint === 'good') return null
  return hintLine(view.hint, exercise)
}

function adviceLine(advice: Advice, exercise: ExerciseType): Line {
  if (advice.kind === 'milestone') {
    return { text: milestones()[advice.milestone], detail: '', tone: 'good' }
  }
  if (advice.kind === 'cue') return { text: cues()[advice.cue], detail: '', tone: 'cue' }
  const text = refusalText(advice.reason, exercise)
  if (advice.reason === 'not-recognised') {
    const detail = t`Not counted: add light or come closer`
    return { text, detail, tone: 'hint', spoken: detail }
  }
  return {
    text,
    detail: t`The last one was not counted`,
    tone: 'cue',
    spoken: t`Not counted. ${text}`,
  }
}

/** Which way is deeper depends on the exercise. */
function refusalText(reason: RefusalReason, exercise: ExerciseType): string {
  return reason === 'too-shallow'
    ? cueText(cueFor(exercise, 'shallow') ?? 'go-lower')
    : refusals()[reason]
}

function awayLine({ endsInSeconds, hint }: LiveView, { exercise }: LineContext): Line {
  const missing = hint === null || hint === 'good' ? t`Paused` : hintLine(hint, exercise).detail
  return {
    text: t`Come back`,
    detail:
      endsInSeconds === null
        ? missing
        : t`The set ends in ${plural(endsInSeconds, { one: '# second', other: '# seconds' })}`,
    tone: 'hint',
    spoken: t`Paused. Come back into position.`,
  }
}

function pausedLine({ pauseReason }: LiveView): Line {
  return { text: t`Paused`, detail: paused()[pauseReason ?? 'asked'], tone: 'plain' }
}

function otherExercise(exercise: ExerciseType): Line {
  const name = exerciseName(exercise)
  return {
    text: `${name}?`,
    detail: t`This looks like another exercise.`,
    tone: 'hint',
    spoken: t`This looks like ${exerciseInText(exercise)}.`,
    instead: exercise,
  }
}
