/**
 * What the engine counts in the recordings of real people: no count is demanded to be perfect, none changes unseen. Of
 * repetitions that were not deep enough nothing is said to people who do something else. One replay serves both.
 */
import { beforeAll, describe, expect, test } from 'vitest'
import { figuresOf, worse } from '../../scripts/counting/ratchet/figures.ts'
import type { Label } from '../../scripts/counting/ratchet/figures.ts'
import { countKept, differences, readStored } from '../../scripts/counting/ratchet/stored.ts'
import type { Stored } from '../../scripts/counting/ratchet/stored.ts'
import type { ExerciseType } from './index.ts'
import type { Labelled } from './testing/labelled.ts'

const STORE = '`make counts` stores what is counted now; say in the commit why it changes.'

interface Clip extends Pick<Labelled, 'name' | 'exercise' | 'contains' | 'isSure'> {
  /** Of which exercises somebody was told to go deeper. */
  readonly told: Set<ExerciseType>
}

const clips: Clip[] = []
let now: Stored

// Half a minute of counting on a free machine, more on a busy one.
beforeAll(() => {
  now = countKept(({ name, exercise, contains, isSure }) => {
    const told = new Set<ExerciseType>()
    clips.push({ name, exercise, contains, isSure, told })
    return (of, event) => {
      if (event.type === 'refused' && event.reason === 'too-shallow') told.add(of)
    }
  })
}, 600_000)

test('every count equals the stored one, and so do the sums', () => {
  const stored = readStored()
  expect(differences(stored, now), STORE).toEqual([])
  expect(now.figures, STORE).toEqual(stored.figures)
})

/** Clips of everyday life and other exercises in which it is said: as measured, in 30 and 36 minutes. */
const MOST_CLIPS = { 'push-up': 1, squat: 2 } as const

test.each(['push-up', 'squat'] as const)(
  'nobody who does something else is told to go deeper into a %s',
  (exercise) => {
    const others = clips.filter(
      (clip) => clip.exercise !== exercise && !clip.contains.includes(exercise),
    )
    expect(others.length).toBeGreaterThan(100)
    const names = others.filter(({ told }) => told.has(exercise)).map(({ name }) => name)
    expect(names.length, names.join(' ')).toBeLessThanOrEqual(MOST_CLIPS[exercise])
  },
)

test('nobody whose push-ups count is told to go deeper', () => {
  const own = clips.filter(({ exercise, isSure }) => exercise === 'push-up' && isSure)
  expect(own.length).toBeGreaterThan(10)
  expect(own.filter(({ told }) => told.has('push-up')).map(({ name }) => name)).toEqual([])
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

  test('add up the counts at all frame rates', () => {
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

  test('leave out exercises that a clip shows besides its label', () => {
    expect(figuresOf('squat', labels, counted(9))).toMatchObject({ falsePlain: 0, falseOther: 0 })
  })

  test('get worse if errors grow, not if clips are added', () => {
    const [few, many] = [7, 8].map((reps) => figuresOf('push-up', labels, counted(reps)))
    expect(worse({ 'push-up': few! }, { 'push-up': many! })).toEqual([
      'push-up: falsePlain 7 -> 8',
      'push-up: falseOther 7 -> 8',
    ])
    expect(worse({ 'push-up': { ...few!, clips: 1 } }, { 'push-up': many! })).toEqual([])
  })
})
