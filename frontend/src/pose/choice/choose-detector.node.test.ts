import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { BETTER_WITH_FULL, FRAME_BUDGET_MS, type Timings, chooseDetector } from './choose-detector'
import { nameOf } from './detector'
import type { ExerciseType } from '@/engine'

const BENCHMARK = new URL('../../../../benchmarks/results/counting-models.json', import.meta.url)
const FAST: Timings = { 'lite-CPU': 14, 'full-CPU': 25 }

describe('the exercises that take the larger model', () => {
  test('are those that the benchmark says it counts better', () => {
    const compared = JSON.parse(readFileSync(BENCHMARK, 'utf8')) as {
      exercise: ExerciseType
      takes_full: boolean
    }[]
    const better = compared.filter((each) => each.takes_full).map((each) => each.exercise)
    expect([...BETTER_WITH_FULL]).toEqual(better)
  })
})

describe('the detector for an exercise', () => {
  test.each<[string, ExerciseType, Timings, string]>([
    ['on a device not measured yet', 'push-up', {}, 'lite-CPU'],
    ['on a fast device', 'push-up', FAST, 'full-CPU'],
    ['on a fast device, where full is no better', 'jump-rope', FAST, 'lite-CPU'],
    [
      'on a device just fast enough',
      'push-up',
      { ...FAST, 'full-CPU': FRAME_BUDGET_MS },
      'full-CPU',
    ],
    ['on a slow device', 'push-up', { 'lite-CPU': 20, 'full-CPU': 34 }, 'lite-CPU'],
    ['where full was not tried', 'push-up', { 'lite-CPU': 40 }, 'lite-CPU'],
    ['with a fast graphics processor', 'squat', { ...FAST, 'lite-GPU': 6 }, 'lite-GPU'],
    [
      'where only the graphics processor is fast enough for full',
      'push-up',
      { 'lite-CPU': 28, 'lite-GPU': 9, 'full-CPU': 50, 'full-GPU': 15 },
      'full-GPU',
    ],
  ])('%s', (_where, exercise, timings, expected) => {
    expect(nameOf(chooseDetector(exercise, 'auto', timings))).toBe(expected)
  })

  test('is what the person wants, on whatever runs it faster', () => {
    const slow: Timings = { 'lite-CPU': 40, 'lite-GPU': 30 }
    expect(nameOf(chooseDetector('squat', 'full', slow))).toBe('full-CPU')
    expect(nameOf(chooseDetector('push-up', 'lite', FAST))).toBe('lite-CPU')
    expect(nameOf(chooseDetector('push-up', 'lite', slow))).toBe('lite-GPU')
  })
})
