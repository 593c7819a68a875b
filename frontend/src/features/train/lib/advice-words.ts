import type { Advice } from '../session/live-view'
import type { FormCue, RefusalReason } from '@/engine'

const CUES: Readonly<Record<FormCue, string>> = {
  'go-lower': 'Go lower',
  'go-higher': 'Higher',
  'stand-tall': 'Stand up straight',
  'lock-out': 'Straighten your arms',
  'hips-sag': 'Lift your hips',
  'hips-pike': 'Lower your hips',
  'elbows-flare': 'Elbows closer in',
  uneven: 'Left and right alike',
  'too-fast': 'Slow down',
  tired: 'Getting tired: keep the form',
}

const REFUSALS: Readonly<Record<RefusalReason, string>> = {
  'too-shallow': 'Not counted: go lower',
  'too-fast': 'Not counted: too fast',
  'too-slow': 'Not counted: too slow',
  'posture-lost': 'Not counted: position lost',
  'not-this-exercise': 'Not counted: another movement',
}

/** A few words, to be read from three metres. */
export function adviceWords(advice: Advice): string {
  return advice.kind === 'cue' ? CUES[advice.cue] : REFUSALS[advice.reason]
}
