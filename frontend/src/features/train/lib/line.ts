import type { Advice, Cue, LiveView, Milestone, PauseReason } from '../session/live-view'
import type { SetUpHint } from '../session/set-up-check'
import { EXERCISE_GUIDES } from './exercise-guide'
import type { ExerciseType, RefusalReason } from '@/engine'
import { exerciseName } from '@/shared/lib/exercises'
import { countOf } from '@/shared/lib/format'
import type { SetTarget } from '@/workouts/plan'

/** How a line looks and sounds: what is missing, what is well, what to do better, or merely how things are. */
export type LineTone = 'hint' | 'good' | 'cue' | 'plain'

/** The one line that is read from three metres away, and the small print below it. */
export interface Line {
  readonly text: string
  readonly detail: string
  readonly tone: LineTone
  /** What is said aloud where it differs from the text. */
  readonly spoken?: string
  /** The exercise to count instead, offered as a link. */
  readonly instead?: ExerciseType
}

const CUES: Readonly<Record<Cue, string>> = {
  'go-lower': 'Go lower',
  'go-higher': 'Go higher',
  'stand-tall': 'Stand tall',
  'lock-out': 'Arms straight',
  'hips-sag': 'Hips up',
  'hips-pike': 'Hips down',
  'straight-body': 'Body straight',
  'elbows-flare': 'Elbows in',
  uneven: 'Even sides',
  'too-fast': 'Slow down',
  tired: 'Keep form',
}

/** "Go lower" */
export function cueText(cue: Cue): string {
  return CUES[cue]
}

const REFUSALS: Readonly<Record<RefusalReason, string>> = {
  'too-shallow': 'Go lower',
  'too-fast': 'Slow down',
  'too-slow': 'Too slow',
  'posture-lost': 'Back in line',
  'not-this-exercise': 'Not counted',
}

const MILESTONES: Readonly<Record<Milestone, string>> = {
  go: 'Go!',
  back: 'Go on',
  halfway: 'Halfway',
  'last-five': 'Last five',
}

const PAUSED: Readonly<Record<PauseReason, string>> = {
  asked: 'Press Resume to go on',
  hidden: 'Paused while the page was in the background',
  camera: 'Paused: no picture',
}

const SET_UP: Readonly<Record<Exclude<SetUpHint, 'take-position' | 'good'>, [string, string]>> = {
  nobody: ['Step in', 'Nobody is in the picture'],
  'more-light': ['More light', 'The picture is too dark to see you well'],
  'step-back': ['Step back', 'Part of you is outside of the picture'],
  'come-closer': ['Come closer', 'You are too small in the picture'],
  'turn-sideways': ['Turn sideways', 'Your side to the camera shows how deep you go'],
}

/** The position in which each exercise begins, in two words. */
const POSITIONS: Readonly<Record<ExerciseType, string>> = {
  'push-up': 'Hands down',
  'jump-rope': 'Stand tall',
  squat: 'Stand tall',
  lunge: 'Stand side-on',
  'sit-up': 'Lie down',
  'jumping-jack': 'Arms down',
  'high-knees': 'Stand tall',
  'pull-up': 'Hang',
  plank: 'Get in line',
}

const GET_READY: Line = { text: 'Get ready', detail: 'Stay in position', tone: 'good' }

/** What the set is about, as far as the line needs it. */
export interface LineContext {
  readonly exercise: ExerciseType
  readonly target: SetTarget
}

/** What to show and to say now; null where there is nothing. */
export function lineOf(view: LiveView, context: LineContext): Line | null {
  const { stage } = view
  if (stage === 'finished') return null
  if (stage === 'paused') return pausedLine(view)
  if (view.looksLike !== null) return otherExercise(view.looksLike)
  if (stage === 'away') return awayLine(view, context)
  if (stage === 'countdown') return GET_READY
  if (stage === 'running') return runningLine(view, context)
  return setUpLine(view, context)
}

/** "12 reps to go" and the like: what ends the set by itself; null where nothing does. */
export function targetWords(target: SetTarget): string | null {
  if (target.kind === 'reps') return `${countOf(target.reps, 'rep')} to do`
  return target.kind === 'seconds' ? `${countOf(target.seconds, 'second')} to do` : null
}

function setUpLine({ stage, hint }: LiveView, { exercise }: LineContext): Line | null {
  if (hint === null) return null
  if (hint !== 'good') return hintLine(hint, exercise)
  return stage === 'armed'
    ? {
        text: 'Hold still',
        detail: 'The countdown begins',
        tone: 'good',
        spoken: 'Good. Hold still.',
      }
    : { text: 'Looks good', detail: 'Press Start set: the rest goes by itself', tone: 'good' }
}

function hintLine(hint: Exclude<SetUpHint, 'good'>, exercise: ExerciseType): Line {
  if (hint !== 'take-position') {
    const [text, detail] = SET_UP[hint]
    return { text, detail, tone: 'hint' }
  }
  const detail = EXERCISE_GUIDES[exercise].getIntoPosition
  return { text: POSITIONS[exercise], detail, tone: 'hint', spoken: detail }
}

function runningLine(view: LiveView, { exercise }: LineContext): Line | null {
  if (view.advice !== null) return adviceLine(view.advice)
  if (view.tooFewFrames) {
    return {
      text: 'Slow camera',
      detail: `${view.framesPerSecond ?? 0} pictures a second: close other apps, add light`,
      tone: 'hint',
    }
  }
  const counts = view.reps > 0 || view.heldSeconds > 0
  if (counts || view.hint === null || view.hint === 'good') return null
  return hintLine(view.hint, exercise)
}

function adviceLine(advice: Advice): Line {
  if (advice.kind === 'milestone') {
    return { text: MILESTONES[advice.milestone], detail: '', tone: 'good' }
  }
  if (advice.kind === 'cue') return { text: CUES[advice.cue], detail: '', tone: 'cue' }
  const text = REFUSALS[advice.reason]
  return {
    text,
    detail: 'The last one was not counted',
    tone: 'cue',
    spoken: `Not counted. ${text}`,
  }
}

function awayLine({ endsInSeconds, hint }: LiveView, { exercise }: LineContext): Line {
  const missing = hint === null || hint === 'good' ? 'Paused' : hintLine(hint, exercise).detail
  return {
    text: 'Come back',
    detail:
      endsInSeconds === null ? missing : `The set ends in ${countOf(endsInSeconds, 'second')}`,
    tone: 'hint',
    spoken: 'Paused. Come back into position.',
  }
}

function pausedLine({ pauseReason }: LiveView): Line {
  return { text: 'Paused', detail: PAUSED[pauseReason ?? 'asked'], tone: 'plain' }
}

function otherExercise(exercise: ExerciseType): Line {
  const name = exerciseName(exercise)
  return {
    text: `${name}?`,
    detail: 'This looks like another exercise.',
    tone: 'hint',
    spoken: `This looks like ${name.toLowerCase()}.`,
    instead: exercise,
  }
}
