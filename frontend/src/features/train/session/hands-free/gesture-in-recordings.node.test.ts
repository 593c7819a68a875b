/** The gesture that ends a set, against recordings of real people: none of what they do may be taken for it. */
import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { readFrames } from '../../../../../scripts/counting/recordings.ts'
import { StopGesture } from './stop-gesture'

const RECORDINGS = resolve(import.meta.dirname, '../../../../../../benchmarks/counting/recordings')

it('the gesture that ends a set is never seen in people who train, walk or dance', () => {
  const clips = readdirSync(RECORDINGS, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.json.gz'),
  )
  expect(clips.length).toBeGreaterThan(60)
  const taken = clips.filter((name) => {
    const gesture = new StopGesture('squat')
    return readFrames(join(RECORDINGS, name)).some((frame) => gesture.see(frame))
  })
  expect(taken).toEqual([])
})
