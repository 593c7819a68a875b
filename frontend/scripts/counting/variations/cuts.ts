/** Cuts of a recording at moments that its repetitions choose: clips begin and end in the middle of one. */
import type { Repetition } from '../../../src/engine/types.ts'
import type { Frames, Random } from './frames.ts'
import { cut } from './time.ts'

export interface Cut {
  readonly name: string
  readonly frames: Frames
  readonly wholeReps: number
}

/** Before the first and after the last repetition of a tight cut. */
const LEAD_MS = 150
const TAIL_MS = 250
const FOREVER = Number.POSITIVE_INFINITY

/** Cuts whose truth follows from the repetitions of the whole recording, where these were counted right. */
export function cuts(frames: Frames, reps: readonly Repetition[], random: Random): readonly Cut[] {
  if (reps.length === 0) return []
  const pick = (): number => Math.floor(random() * reps.length)
  const [first, last, only, from] = [pick(), pick(), pick(), pick()]
  return [
    { name: 'begins at the turning point', ...beginning(frames, reps, first, 0.5) },
    { name: 'begins on the way up', ...beginning(frames, reps, first, 0.7) },
    { name: 'ends on the way down', ...ending(frames, reps, last, 0.25) },
    { name: 'ends on the way up', ...ending(frames, reps, last, 0.6) },
    { name: 'a single repetition', ...tight(frames, reps, only, only) },
    { name: 'begins just before the descent', ...tight(frames, reps, from, reps.length - 1) },
    { name: 'ends just after lock-out', ...tight(frames, reps, 0, from) },
  ]
}

type Part = Omit<Cut, 'name'>

function beginning(
  frames: Frames,
  reps: readonly Repetition[],
  index: number,
  share: number,
): Part {
  const fromMs = within(reps[index], share)
  return { frames: cut(frames, fromMs, FOREVER), wholeReps: reps.length - index - 1 }
}

function ending(frames: Frames, reps: readonly Repetition[], index: number, share: number): Part {
  return { frames: cut(frames, 0, within(reps[index], share)), wholeReps: index }
}

function tight(frames: Frames, reps: readonly Repetition[], from: number, to: number): Part {
  const [first, last] = [reps[Math.min(from, to)], reps[Math.max(from, to)]]
  if (first === undefined || last === undefined) throw new RangeError('no such repetition')
  const part = cut(frames, first.startMs - LEAD_MS, last.endMs + TAIL_MS)
  return { frames: part, wholeReps: Math.abs(to - from) + 1 }
}

function within(rep: Repetition | undefined, share: number): number {
  if (rep === undefined) throw new RangeError('no such repetition')
  const bottomMs = rep.startMs + (rep.downMs ?? (rep.endMs - rep.startMs) / 2)
  return share < 0.5
    ? rep.startMs + 2 * share * (bottomMs - rep.startMs)
    : bottomMs + 2 * (share - 0.5) * (rep.endMs - bottomMs)
}
