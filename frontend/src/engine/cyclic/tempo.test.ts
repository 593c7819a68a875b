import { describe, expect, test } from 'vitest'
import { Tempo } from './tempo.ts'

/** What `tempo` tells of repetitions that end at `endsMs`, with frames every 40 ms but in the hole. */
function unseen(endsMs: readonly number[], hole: readonly [number, number]): readonly number[] {
  const tempo = new Tempo()
  let seenMs = 0
  return endsMs.flatMap((endMs) => {
    for (; seenMs <= endMs; seenMs += 40)
      if (seenMs <= hole[0] || seenMs >= hole[1]) tempo.see(seenMs)
    return tempo.push(endMs).map((span) => span.endMs)
  })
}

const STEADY = [600, 1200, 1800, 2400, 3000]

describe('Tempo', () => {
  test('a steady tempo on both sides of a gap in the frames reveals the repetition in the gap', () => {
    expect(unseen([...STEADY, 4200, 4800], [3100, 3500])).toEqual([3600])
  })

  test.each<[string, readonly number[], readonly [number, number]]>([
    ['without a gap', [...STEADY, 4200], [0, 0]],
    ['if the gap is too short to hide one', [...STEADY, 4200], [3100, 3250]],
    ['if what follows is out of step', [...STEADY, 3900], [3100, 3500]],
    ['after a pause that was seen', [...STEADY, 6000], [3100, 3500]],
    ['before there is a tempo', [600, 1200, 2400], [1300, 1700]],
    ['if the tempo is not steady', [600, 900, 1800, 2100, 3000, 4200], [3100, 3500]],
  ])('no repetition is added %s', (_, endsMs, hole) => {
    expect(unseen(endsMs, hole)).toEqual([])
  })

  test('an interruption ends the tempo', () => {
    const tempo = new Tempo()
    for (const ms of STEADY) tempo.push(ms)
    tempo.break()
    tempo.see(3100)
    tempo.see(3500)
    expect(tempo.push(4200)).toEqual([])
  })
})
