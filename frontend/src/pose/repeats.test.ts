import { describe, expect, it } from 'vitest'
import { Repeats } from './repeats'

/** Which pictures of a camera at thirty a second are taken. */
function taken(pictures: readonly number[]): number[] {
  const repeats = new Repeats()
  return pictures.flatMap((picture, i) => {
    const atMs = (i * 1000) / 30
    return repeats.isDue(atMs) && repeats.has(Uint32Array.of(7, picture, 7), atMs) ? [] : [i]
  })
}

/** Seconds of pictures, each shown this often. */
function shown(times: number, seconds = 3): number[] {
  return Array.from({ length: seconds * 30 }, (_, i) => Math.floor(i / times))
}

describe('Repeats', () => {
  it('has each picture that is shown again', () => {
    expect(taken([1, 1, 1, 2, 2, 3, 3, 3])).toEqual([0, 3, 5])
  })

  it('has none that differs, if only by one point, or is like an earlier one', () => {
    expect(taken([1, 2, 1, 2])).toEqual([0, 1, 2, 3])
  })

  it.each([2, 3])('has those of a program that shows each %i times, and goes on to', (times) => {
    expect(taken(shown(times))).toHaveLength(90 / times)
  })

  it('has those of a program that begins to show them again, from the next second on', () => {
    const later = shown(2).map((picture) => 1000 + picture)
    const inTheLastTwoSeconds = taken([...shown(1, 2), ...later]).filter((i) => i >= 90)
    expect(inTheLastTwoSeconds).toHaveLength(30)
  })

  it('looks at three pictures a second of a camera that shows none again', () => {
    const repeats = new Repeats()
    const lookedAt = shown(1).filter((picture) => {
      const atMs = (picture * 1000) / 30
      return repeats.isDue(atMs) && !repeats.has(Uint32Array.of(picture), atMs)
    })
    expect(lookedAt).toHaveLength(9)
  })

  it('lets those who stand still before a camera without noise be seen as often as it shows them', () => {
    expect(taken([1, 1, 1, 1, 1, 1, 2, 2])).toEqual([0, 4, 5, 6])
  })
})
