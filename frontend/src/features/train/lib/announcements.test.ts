import { describe, expect, it } from 'vitest'
import { FIRST_VIEW, type LiveView } from '../session/live-view'
import { type Announcement, announcements } from './announcements'
import { type LineContext, lineOf } from './live-line'

const PUSH_UPS: LineContext = { exercise: 'push-up', target: { kind: 'open' } }
const ROPE: LineContext = { exercise: 'jump-rope', target: { kind: 'open' } }

function view(change: Partial<LiveView>): LiveView {
  return { ...FIRST_VIEW, stage: 'running', ...change }
}

/** What is heard from view to view: words as they are, tones in brackets. */
function heard(context: LineContext, ...views: Partial<LiveView>[]): string[] {
  return views
    .map((change) => view(change))
    .flatMap((each, i, all) => announcements(all[i - 1] ?? FIRST_VIEW, each, context))
    .map((each) => words(each))
}

function words(each: Announcement): string {
  if (each.kind === 'say') return each.text
  return each.kind === 'count' ? String(each.count) : `[${each.tone}]`
}

describe('the announcements of a set', () => {
  it('cover everything from the set-up to the end', () => {
    expect(
      heard(
        PUSH_UPS,
        { stage: 'armed', hint: 'nobody' },
        { stage: 'armed', hint: 'take-position' },
        { stage: 'armed', hint: 'good' },
        { stage: 'armed', hint: 'good', heldShare: 0.5 },
        { stage: 'countdown', countdownLeft: 3 },
        { stage: 'countdown', countdownLeft: 2 },
        { stage: 'countdown', countdownLeft: 1 },
        { stage: 'countdown', countdownLeft: 0 },
        { advice: { kind: 'milestone', milestone: 'go', atMs: 1 } },
        { reps: 1 },
        { reps: 1, advice: { kind: 'cue', cue: 'hips-sag', atMs: 2 } },
        { reps: 1, stage: 'away', endsInSeconds: 17 },
        { reps: 1, stage: 'away', endsInSeconds: 16 },
        { reps: 1, stage: 'away', endsInSeconds: 5 },
        { reps: 1, advice: { kind: 'milestone', milestone: 'back', atMs: 3 } },
        { reps: 1, stage: 'finished' },
      ),
    ).toEqual([
      'Step in',
      'Hands on the floor, arms straight',
      'Good. Hold still.',
      ...['[tick]', '3', '[tick]', '2', '[tick]', '1', '[go]', 'Go!'],
      ...['1', 'Hips up'],
      'Paused. Come back into position.',
      '[tick]',
      'Keep going',
      'Set done. 1 rep.',
    ])
  })

  it('begin with Start, and never repeat themselves', () => {
    expect(heard(PUSH_UPS, { stage: 'ready', hint: 'nobody' })).toEqual([])
    const cue = { kind: 'cue', cue: 'go-lower', atMs: 1 } as const
    expect(heard(PUSH_UPS, { advice: cue }, { advice: cue, elapsedSeconds: 3 })).toEqual([
      'Go lower',
    ])
    expect(heard(PUSH_UPS, { advice: cue }, { advice: { ...cue, atMs: 9 } })).toEqual([
      'Go lower',
      'Go lower',
    ])
  })

  it('name every tenth jump, even if several are reported at once', () => {
    expect(heard(ROPE, { reps: 8 }, { reps: 9 }, { reps: 12 }, { reps: 13 })).toEqual(['10'])
    expect(heard(ROPE, { reps: 98 }, { reps: 103 })).toEqual(['90', '100'])
  })

  it('name every tenth second of a hold', () => {
    const plank: LineContext = { exercise: 'plank', target: { kind: 'open' } }
    expect(heard(plank, { heldSeconds: 9 }, { heldSeconds: 10 }, { heldSeconds: 11 })).toEqual([
      '10',
    ])
  })

  it('tick the last five seconds of a target', () => {
    const context: LineContext = { exercise: 'squat', target: { kind: 'seconds', seconds: 30 } }
    const seconds = [24, 25, 26, 27, 28, 29, 30].map((elapsedSeconds) => ({ elapsedSeconds }))
    expect(heard(context, ...seconds)).toEqual(Array.from({ length: 5 }, () => '[tick]'))
  })
})

describe('the line on the screen', () => {
  it('is always short enough to be read on a phone three metres away', () => {
    const advice = [
      ...(['go-lower', 'lock-out', 'hips-pike', 'straight-body', 'uneven', 'tired'] as const).map(
        (cue) => ({ kind: 'cue', cue, atMs: 1 }) as const,
      ),
      ...(
        ['too-shallow', 'too-slow', 'posture-lost', 'not-this-exercise', 'not-recognised'] as const
      ).map((reason) => ({ kind: 'refused', reason, atMs: 1 }) as const),
    ].map((each) => view({ advice: each }))
    const hints = (
      [
        'nobody',
        'more-light',
        'light-behind',
        'step-back',
        'come-closer',
        'turn-sideways',
        'good',
      ] as const
    ).map((hint) => view({ stage: 'armed', hint }))
    const lengths = [...advice, ...hints].map((each) => lineOf(each, PUSH_UPS)?.text.length ?? 99)
    expect(Math.max(...lengths)).toBeLessThanOrEqual(13)
  })

  it.each([
    ['push-up', 'Go lower'],
    ['squat', 'Go lower'],
    ['sit-up', 'Go higher'],
    ['high-knees', 'Go higher'],
  ] as const)('says in which direction a %s did not go far enough', (exercise, text) => {
    const advice = { kind: 'refused', reason: 'too-shallow', atMs: 1 } as const
    const line = lineOf(view({ advice }), { exercise, target: { kind: 'open' } })
    expect(line).toMatchObject({ text, spoken: `Not counted. ${text}` })
  })

  it('says what to do about a picture in which jumps cannot be told', () => {
    const advice = { kind: 'refused', reason: 'not-recognised', atMs: 1 } as const
    expect(lineOf(view({ advice }), ROPE)).toEqual({
      text: 'Hard to see',
      detail: 'Not counted: add light or come closer',
      tone: 'hint',
      spoken: 'Not counted: add light or come closer',
    })
  })

  it('says what to do about light behind, and nothing once repetitions count', () => {
    const seen = { hint: 'light-behind' } as const
    expect(lineOf(view(seen), ROPE)).toEqual({
      text: 'Light behind',
      detail: 'You cannot be seen against it: turn the camera away from it',
      tone: 'hint',
    })
    expect(lineOf(view({ ...seen, reps: 1 }), ROPE)).toBeNull()
  })

  it('says nothing about the position while repetitions count', () => {
    expect(lineOf(view({ reps: 3, hint: 'take-position' }), PUSH_UPS)).toBeNull()
    expect(lineOf(view({ reps: 0, hint: 'take-position' }), PUSH_UPS)?.text).toBe('Hands down')
  })

  it('says when an absence will end the set', () => {
    const line = lineOf(view({ stage: 'away', reps: 3, endsInSeconds: 12, hint: 'nobody' }), ROPE)
    expect(line).toMatchObject({
      text: 'Come back',
      detail: 'The set ends in 12 seconds',
    })
  })
})
