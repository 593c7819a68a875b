/** The figures of docs/counting.md, held by test on the recordings of real people. */
import { describe, expect, test } from 'vitest'
import { replay, thin } from '../../scripts/recordings.ts'
import { createCounter } from './index.ts'
import type { ExerciseType } from './index.ts'
import { FOLDERS, SHARED, labelled } from './testing/labelled.ts'
import type { Labelled } from './testing/labelled.ts'

/** Labelled "none", but it shows the very sit-ups of another recording. */
const SHOWS_SIT_UPS = 'pu_neg_thchen_situps'

function count(exercise: ExerciseType, clip: Labelled, framesPerSecond = 0): number {
  return replay(createCounter(exercise), thin(clip.frames, framesPerSecond)).snapshot().reps
}

test('recordings are there', () => {
  process.stdout.write(`golden recordings: ${FOLDERS.join(', ')}\n`)
  expect(FOLDERS).not.toEqual([])
  // The originals stand beside the repository where the project's own checks run.
  if (process.env.CI) expect(FOLDERS).toContain(SHARED)
})

// Minutes of recordings: seconds of work on a free machine, more on a busy one.
describe.each(FOLDERS)('recordings of %s', { timeout: 120_000 }, (folder) => {
  const clips = labelled(folder)
  const showing = (exercise: string): readonly Labelled[] =>
    clips.filter((clip) => clip.exercise === exercise && clip.isSure && clip.trueReps > 0)

  test.each(['push-up', 'squat', 'lunge', 'sit-up', 'jumping-jack'] as const)(
    '%s: exact, at 30, 15 and 10 frames a second too',
    (exercise) => {
      expect(showing(exercise)).not.toEqual([])
      for (const clip of showing(exercise)) {
        const counts = [0, 30, 15, 10].map((rate) => count(exercise, clip, rate))
        expect(counts, clip.name).toEqual(counts.map(() => clip.trueReps))
      }
    },
  )

  test.each([
    'push-up',
    'squat',
    'lunge',
    'sit-up',
    'jumping-jack',
    'high-knees',
    'pull-up',
  ] as const)('%s: nothing counted where nobody does one', (exercise) => {
    const others = clips.filter(
      (clip) =>
        clip.exercise !== exercise &&
        !clip.contains.includes(exercise) &&
        clip.name !== SHOWS_SIT_UPS,
    )
    expect(others.length).toBeGreaterThan(40)
    const hits = others.filter((clip) => count(exercise, clip) > 0)
    expect(hits.map((clip) => clip.name)).toEqual([])
  })

  test('plank: the held seconds, and none in everyday life', () => {
    for (const clip of clips) {
      const held = replay(createCounter('plank'), clip.frames).snapshot().heldSeconds
      if (clip.name === 'pu_neg_venkat_plank') expect(held).toBe(5)
      else if (clip.exercise !== 'push-up') expect(held, clip.name).toBe(0)
    }
  })

  test('the exercise is recognised, and everyday life as none', () => {
    const wrong = clips.filter((clip) => {
      if (!clip.isSure || clip.name === SHOWS_SIT_UPS) return false
      const exercise = replay(createCounter('auto'), clip.frames).snapshot().exercise ?? 'none'
      return exercise !== clip.exercise && !clip.contains.includes(exercise)
    })
    // A plank, rightly: the manifest has no word for it.
    expect(wrong.map((clip) => clip.name)).toEqual(['pu_neg_venkat_plank'])
  })
})
