import { describe, expect, it } from 'vitest'
import { Repeats } from './repeats'

/** Which pictures of a camera at thirty a second are taken. */
function taken(pictures: readonly number[]): number[] {
  const repeats = new Repeats()
  return pictures.flatMap((picture, i) =>
    repeats.has(Uint32Array.of(7, picture, 7), (i * 1000) / 30) ? [] : [i],
  )
}

describe('Repeats', () => {
  it('has each picture that is shown again', () => {
    expect(taken([1, 1, 1, 2, 2, 3, 3, 3])).toEqual([0, 3, 5])
  })

  it('has none that differs, if only by one point, or is like an earlier one', () => {
    expect(taken([1, 2, 1, 2])).toEqual([0, 1, 2, 3])
  })

  it('lets those who stand still before a camera without noise be seen as often as it shows them', () => {
    expect(taken([1, 1, 1, 1, 1, 1, 2, 2])).toEqual([0, 4, 5, 6])
  })
})
