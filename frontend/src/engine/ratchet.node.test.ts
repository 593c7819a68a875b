/** What the engine counts in the recordings of real people: no count is demanded to be perfect, none changes unseen. */
import { describe, expect, test } from 'vitest'
import { figuresOf, worse } from '../../scripts/ratchet/figures.ts'
import type { Label } from '../../scripts/ratchet/figures.ts'
import { countKept, differences, readStored } from '../../scripts/ratchet/stored.ts'

const STORE = '`make counts` stores what is counted now; say in the commit why it changes.'

// A minute of counting on a free machine, more on a busy one.
test('each count is as stored, and so are their sums', { timeout: 600_000 }, () => {
  const [stored, now] = [readStored(), countKept()]
  expect(differences(stored, now), STORE).toEqual([])
  expect(now.figures, STORE).toEqual(stored.figures)
})

describe('sums', () => {
  const label = (exercise: string, trueReps: number): Label => ({
    name: exercise,
    exercise,
    contains: ['squat'],
    trueReps,
    isSure: true,
  })
  const counted = (
    reps: number,
  ): ReadonlyMap<string, { byRate: Record<string, Record<string, number>>; recognised: string }> =>
    new Map(
      ['push-up', 'lunge', 'none'].map((name) => [
        name,
        { byRate: { 30: { 'push-up': reps }, 15: { 'push-up': 0, squat: 3 } }, recognised: name },
      ]),
    )
  const labels = [label('push-up', 10), label('lunge', 5), label('none', 0)]

  test('add up counts of all frame rates', () => {
    expect(figuresOf('push-up', labels, counted(9))).toEqual({
      clips: 2,
      reps: 20,
      off: 2,
      offByMore: 1,
      error: -11,
      absoluteError: 11,
      falsePlain: 9,
      falseOther: 9,
    })
  })

  test('make no demand on an exercise that a clip shows besides its label', () => {
    expect(figuresOf('squat', labels, counted(9))).toMatchObject({ falsePlain: 0, falseOther: 0 })
  })

  test('become worse if errors grow, not if clips are added', () => {
    const [few, many] = [7, 8].map((reps) => figuresOf('push-up', labels, counted(reps)))
    expect(worse({ 'push-up': few! }, { 'push-up': many! })).toEqual([
      'push-up: falsePlain 7 -> 8',
      'push-up: falseOther 7 -> 8',
    ])
    expect(worse({ 'push-up': { ...few!, clips: 1 } }, { 'push-up': many! })).toEqual([])
  })
})
