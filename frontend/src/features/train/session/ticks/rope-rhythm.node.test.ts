/** Foretold landings of rope jumps against those that recordings of real people show. */
import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { readFrames } from '../../../../../scripts/counting/recordings.ts'
import { RopeRhythm } from './rope-rhythm'
import { type PoseFrame, createCounter } from '@/engine'

const KEPT = resolve(import.meta.dirname, '../../../../../../benchmarks/counting')
const FOLDERS = ['recordings', 'recordings-2'].map((name) => join(KEPT, name, 'jump-rope'))
const SMOOTH_MS = 40
/** A fall slower than this share of the usual ones is no landing. */
const LEAST_FALL = 0.35

/** When the trunk fell fastest, which is just before the feet stop it: landings, with all of the recording in view. */
function landingsOf(frames: readonly PoseFrame[]): number[] {
  const points = frames.flatMap(({ landmarks, timestampMs, height }) => {
    const trunk = [11, 12, 23, 24].map((i) => landmarks?.[i]?.y ?? Number.NaN)
    const y = (height * trunk.reduce((sum, each) => sum + each, 0)) / trunk.length
    return Number.isNaN(y) ? [] : [{ ms: timestampMs, y }]
  })
  const smooth = points.map(({ ms }, i) => {
    const near = points.slice(Math.max(0, i - 12), i + 13)
    const weights = near.map((each) => Math.exp(-((each.ms - ms) ** 2) / (2 * SMOOTH_MS ** 2)))
    const sum = near.reduce((total, each, k) => total + each.y * (weights[k] ?? 0), 0)
    return sum / weights.reduce((total, each) => total + each, 0)
  })
  const falls = points.slice(1).map(({ ms }, i) => {
    const before = points[i]?.ms ?? ms
    const speed = ((smooth[i + 1] ?? 0) - (smooth[i] ?? 0)) / (ms - before)
    return { ms: (ms + before) / 2, speed }
  })
  const tops = falls.filter(({ speed }, i) => {
    const [before, after] = [falls[i - 1]?.speed ?? Infinity, falls[i + 1]?.speed ?? Infinity]
    return speed > 0 && speed > before && speed >= after
  })
  const usual = [...tops].sort((a, b) => a.speed - b.speed)[Math.floor(0.8 * tops.length)]
  return tops.filter(({ speed }) => speed > LEAST_FALL * (usual?.speed ?? 0)).map(({ ms }) => ms)
}

/** Landings that were foretold in time, and the number of jumps. */
function foretold(frames: readonly PoseFrame[]): { ticks: number[]; reps: number } {
  const counter = createCounter('jump-rope')
  const rhythm = new RopeRhythm()
  const ticks: number[] = []
  let reps = 0
  for (const frame of frames) {
    const jumps = counter.process(frame).filter((event) => event.type === 'rep')
    for (const { repetition } of jumps) rhythm.jump(repetition.endMs)
    reps += jumps.length
    const landingMs = jumps.length > 0 ? rhythm.nextLandingMs() : null
    if (landingMs !== null && landingMs > frame.timestampMs) ticks.push(landingMs)
  }
  return { ticks, reps }
}

it('the predicted landings are off by less than 60 ms in the median', () => {
  const clips = FOLDERS.filter((folder) => existsSync(folder)).flatMap((folder) =>
    readdirSync(folder).map((name) => join(folder, name)),
  )
  expect(clips.length).toBeGreaterThan(10)
  const errorsMs: number[] = []
  let measurable = 0
  for (const clip of clips) {
    const frames = readFrames(clip)
    const landings = landingsOf(frames)
    const { ticks, reps } = foretold(frames)
    // Quick alternate steps fall between the pictures: their landings are in no recording, and none is foretold.
    if (Math.abs(landings.length - reps) > 0.15 * reps + 1) continue
    measurable += 1
    errorsMs.push(
      ...ticks.map((tick) => Math.min(...landings.map((landing) => Math.abs(landing - tick)))),
    )
  }
  errorsMs.sort((a, b) => a - b)
  const at = (share: number): number =>
    Math.round(errorsMs[Math.floor(share * errorsMs.length)] ?? NaN)
  expect(measurable).toBeGreaterThan(10)
  expect(errorsMs.length).toBeGreaterThan(200)
  expect(at(0.5)).toBeLessThan(60)
})
