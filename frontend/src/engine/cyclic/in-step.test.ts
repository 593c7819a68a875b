import { describe, expect, test } from 'vitest'
import { InStep } from './in-step.ts'

/** What is counted of cycles that end every so often: capitals were counted, small letters refused. */
function meant(
  letters: string,
  endsMs: readonly number[],
  travels: readonly number[] = [],
): string {
  const inStep = new InStep<string>()
  return Array.from(letters)
    .flatMap((item, i) => {
      const [endMs = 0, travel = 0.3] = [endsMs[i], travels[i]]
      if (item !== item.toUpperCase()) {
        inStep.refuse({ endMs, travel, item })
        return []
      }
      return [...inStep.count(endMs, travel), item]
    })
    .join('')
}

const EVERY_SECOND = [1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000]

describe('a movement that the rules refuse', () => {
  test.each([
    ['between counted ones that keep step', 'ABCdE', 'ABCdE'],
    ['each time the hidden leg has its turn', 'AbCdEfG', 'ACdEfG'],
    ['twice in a row', 'ABCdeF', 'ABCdeF'],
  ])('counts as a repetition %s', (_, letters, counted) => {
    expect(meant(letters, EVERY_SECOND)).toBe(counted)
  })

  test.each([
    ['before there is a tempo', 'AbC', 'AC', EVERY_SECOND],
    ['before anything was counted', 'abcdE', 'E', EVERY_SECOND],
    ['with too many others', 'ABcdeF', 'ABF', EVERY_SECOND],
    ['with nothing counted after it', 'ABCDe', 'ABCD', EVERY_SECOND],
    ['out of step', 'ABCDeF', 'ABCDF', [1000, 2000, 3000, 4000, 4400, 6000]],
  ])('does not count %s', (_, letters, counted, endsMs) => {
    expect(meant(letters, endsMs)).toBe(counted)
  })

  test('does not count if it is much smaller than the others', () => {
    expect(meant('ABCDeF', EVERY_SECOND, [0.3, 0.3, 0.3, 0.3, 0.1, 0.3])).toBe('ABCDF')
  })

  test('does not count once the set was interrupted', () => {
    const inStep = new InStep<string>()
    for (const endMs of EVERY_SECOND.slice(0, 5)) inStep.count(endMs, 0.3)
    inStep.refuse({ endMs: 6000, travel: 0.3, item: 'a' })
    inStep.break()
    expect(inStep.count(7000, 0.3)).toEqual([])
  })
})
