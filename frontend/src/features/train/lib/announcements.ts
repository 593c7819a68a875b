import { plural, t } from '@lingui/core/macro'
import type { LiveView } from '../session/live-view'
import { type Line, type LineContext, type LineTone, lineOf } from './live-line'
import type { ToneKind } from './sound/tones'
import { isHold, spokenReps } from '@/shared/lib/exercises'

/** Something to announce, in order. */
export type Announcement =
  | { readonly kind: 'say'; readonly text: string; readonly tone: ToneKind; readonly now: boolean }
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'tone'; readonly tone: ToneKind }

const TONES: Readonly<Record<LineTone, ToneKind>> = {
  hint: 'hint',
  good: 'good',
  cue: 'cue',
  plain: 'pause',
}
/** A rope turns too fast to name each jump. */
const ROPE_EVERY = 10
const HOLD_EVERY_SECONDS = 10
/** The last seconds of a target, and of an absence, are ticked. */
const TICKED_SECONDS = 5

/**
 * The announcements for the change from one view to the next. Nothing before Start, because nobody has asked for sound
 * yet.
 */
export function announcements(
  before: LiveView,
  view: LiveView,
  context: LineContext,
): readonly Announcement[] {
  if (view.stage === 'ready') return []
  if (view.stage === 'finished') return before.stage === 'finished' ? [] : [ending(view, context)]
  if (view.stage === 'countdown') return countdown(before, view)
  return [
    ...counted(before, view, context),
    ...ticks(before, view, context),
    ...spokenLine(before, view, context),
  ]
}

/** Each second is ticked and named. */
function countdown(before: LiveView, { countdownLeft }: LiveView): Announcement[] {
  // Zero is announced as "go", with the next picture.
  if (countdownLeft === before.countdownLeft || countdownLeft === 0) return []
  return [
    { kind: 'tone', tone: 'tick' },
    { kind: 'say', text: String(countdownLeft), tone: 'tick', now: true },
  ]
}

function spokenLine(before: LiveView, view: LiveView, context: LineContext): Announcement[] {
  const line = lineOf(view, context)
  if (line === null || !isNews(before, view, line, context)) return []
  const isGo = view.advice?.kind === 'milestone' && view.advice.milestone === 'go'
  const text = line.spoken ?? line.text
  if (!isGo) return [{ kind: 'say', text, tone: TONES[line.tone], now: line.tone === 'hint' }]
  return [
    { kind: 'tone', tone: 'go' },
    { kind: 'say', text, tone: 'go', now: true },
  ]
}

/** Whether the line is new; repeated advice is announced again. */
function isNews(before: LiveView, view: LiveView, line: Line, context: LineContext): boolean {
  const last = before.stage === 'ready' ? null : lineOf(before, context)
  if (last?.text !== line.text) return true
  return (
    view.stage === 'running' && view.advice !== null && view.advice.atMs !== before.advice?.atMs
  )
}

function counted(before: LiveView, view: LiveView, { exercise }: LineContext): Announcement[] {
  if (isHold(exercise)) {
    const { heldSeconds: held } = view
    const isTen = held > before.heldSeconds && held % HOLD_EVERY_SECONDS === 0
    return isTen ? [{ kind: 'count', count: held }] : []
  }
  if (view.reps <= before.reps) return []
  if (exercise !== 'jump-rope') return [{ kind: 'count', count: view.reps }]
  const tens = ROPE_EVERY * Math.floor(view.reps / ROPE_EVERY)
  return tens > before.reps ? [{ kind: 'count', count: tens }] : []
}

function ticks(before: LiveView, view: LiveView, context: LineContext): Announcement[] {
  const left = secondsLeft(view, context)
  const was = secondsLeft(before, context)
  if (left === null || left === was || left > TICKED_SECONDS || left <= 0) return []
  return [{ kind: 'tone', tone: 'tick' }]
}

/** Seconds until the set ends by time; null if it has no time target. */
function secondsLeft(view: LiveView, { exercise, target }: LineContext): number | null {
  if (view.stage === 'away') return view.endsInSeconds
  if (view.stage !== 'running' || target.kind !== 'seconds') return null
  return target.seconds - (isHold(exercise) ? view.heldSeconds : view.elapsedSeconds)
}

function ending(view: LiveView, { exercise }: LineContext): Announcement {
  const done = isHold(exercise)
    ? plural(view.heldSeconds, { one: '# second', other: '# seconds' })
    : spokenReps(exercise, view.reps)
  return { kind: 'say', text: t`Set done. ${done}.`, tone: 'end', now: true }
}
