import { expect, it } from 'vitest'
import { ReplayRecorder } from './rep-replay'
import type { EngineEvent, PoseFrame, RepVerdict } from '@/engine'

function frame(timestampMs: number): PoseFrame {
  return { landmarks: null, worldLandmarks: [], width: 640, height: 480, timestampMs }
}

function rep(index: number, verdict: RepVerdict, startMs: number, endMs: number): EngineEvent {
  const none = { bottomDeg: null, topDeg: null, downMs: null, upMs: null, bodyLineDeg: null }
  return {
    type: 'rep',
    timestampMs: endMs,
    repetition: { index, verdict, startMs, endMs, ...none },
  }
}

/** Ten repetitions of two seconds at 30 pictures a second. */
function replayed(verdicts: readonly RepVerdict[]) {
  const recorder = new ReplayRecorder('push-up')
  for (let ms = 0; ms <= verdicts.length * 2_000; ms += 33) {
    const ended = verdicts.findIndex(
      (_, index) => ms - 33 < (index + 1) * 2_000 && ms >= (index + 1) * 2_000,
    )
    const verdict = verdicts[ended]
    const events = verdict === undefined ? [] : [rep(ended + 1, verdict, ended * 2_000, ms)]
    recorder.see(frame(ms), events)
  }
  return recorder.worst
}

it('keeps the landmarks of the worst repetition, the first of its kind', () => {
  const worst = replayed(['valid', 'no-lock-out', 'shallow', 'valid', 'shallow', 'valid'])
  expect(worst).toMatchObject({ rep: 3, cue: 'go-lower' })
  const times = worst?.frames.map(({ timestampMs }) => timestampMs) ?? []
  expect(times[0]).toBeGreaterThanOrEqual(3_700)
  expect(times.at(-1)).toBeLessThanOrEqual(6_300)
  expect(times.length).toBeGreaterThan(20)
  expect(worst?.frames.every(({ worldLandmarks }) => worldLandmarks === null)).toBe(true)
})

it('keeps no good repetitions, nor any that were hard to see', () => {
  expect(replayed(['valid', 'low-confidence'])).toBeNull()
})
