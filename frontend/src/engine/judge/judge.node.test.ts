/** The engine's net against the one in Python that the weights come from (training/), on recordings of real people. */
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { readFrames } from '../../../scripts/counting/recordings.ts'
import { BodyTracker } from '../body/body-tracker.ts'
import type { PoseFrame } from '../types.ts'
import { Judge, JUDGED } from './judge.ts'

const RECORDINGS = resolve(import.meta.dirname, '../../../../benchmarks/counting/recordings')
const SAID = JSON.parse(
  readFileSync(join(import.meta.dirname, 'testing/reference.json'), 'utf8'),
) as Record<string, number[][]>
const FOLDERS: Readonly<Record<string, string>> = {
  jr_ajay_bridge: 'jump-rope',
  pu_omar5: 'push-up',
  pu_neg_mich_sidestep: 'negative',
}

function framesOf(name: string): readonly PoseFrame[] {
  return readFrames(join(RECORDINGS, FOLDERS[name] ?? '', `${name}.json.gz`))
}

/** All verdicts on a recording, oldest first. */
function verdicts(judge: Judge, frames: readonly PoseFrame[]): number[][] {
  const tracker = new BodyTracker()
  const all: number[][] = []
  for (const frame of frames)
    tracker.track(frame, (body) => {
      judge.push(body, (odds) => all.push([...odds]))
    })
  return all
}

test.each(Object.keys(FOLDERS))('%s: the same probabilities as in Python', (name) => {
  const said = verdicts(new Judge(), framesOf(name))
  const reference = SAID[name] ?? []
  expect(said.length).toBeGreaterThan(20)
  expect(said).toHaveLength(reference.length)
  const differences = said.flatMap((odds, i) =>
    odds.map((value, k) => Math.abs(value - (reference[i]?.[k] ?? Number.NaN))),
  )
  expect(Math.max(...differences)).toBeLessThan(1e-4)
})

test('a body that was judged already is passed over: counters may share a judge', () => {
  const [once, twice] = [new Judge(), new Judge()]
  const frames = framesOf('jr_ajay_bridge')
  verdicts(once, frames)
  verdicts(twice, frames)
  verdicts(twice, frames)
  for (const exercise of JUDGED)
    expect(twice.mean(exercise, 0, 6000)).toBe(once.mean(exercise, 0, 6000))
})

test('knows what was done at any time, and nothing about a time that was not seen', () => {
  const judge = new Judge()
  expect(judge.mean('jump-rope', 0, 1000)).toBeNull()
  verdicts(judge, framesOf('jr_ajay_bridge'))
  expect(judge.mean('jump-rope', 1000, 5000)).toBeGreaterThan(0.9)
  expect(judge.mean('jump-rope', 60_000, 61_000)).toBeNull()
  judge.reset()
  expect(judge.mean('jump-rope', 1000, 5000)).toBeNull()
})

test('weights of another net are refused', () => {
  expect(() => new Judge(['AAAA'])).toThrow(RangeError)
})
