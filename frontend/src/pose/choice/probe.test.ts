import { describe, expect, test } from 'vitest'
import type { DetectorName } from './detector'
import { nameOf } from './detector'
import { type Measured, probe } from './probe'

/** Everybody where all detectors see them, but for what a test says. */
const STANDING = Float32Array.from({ length: 33 * 4 }, (_, i) => (i % 4 === 3 ? 1 : 0.5))
const shifted = (by: number): Float32Array => STANDING.map((value, i) => value + (i % 4 ? 0 : by))

type Device = Partial<Record<DetectorName, number | Measured>>

/**
 * Probes a device that takes so many milliseconds, or sees so; what is not listed breaks. Tells what was tried, too.
 */
async function probed(device: Device) {
  const tried: DetectorName[] = []
  const timings = await probe((detector) => {
    const name = nameOf(detector)
    tried.push(name)
    const answer = device[name]
    if (answer === undefined) return Promise.reject(new Error(`${name} does not run`))
    return Promise.resolve(
      typeof answer === 'number' ? { medianMs: answer, landmarks: STANDING } : answer,
    )
  })
  return { timings, tried }
}

describe('probing a device', () => {
  test('measures both models on the CPU where there is nothing else', async () => {
    const { timings } = await probed({ 'lite-CPU': 12, 'full-CPU': 22 })
    expect(timings).toEqual({ 'lite-CPU': 12, 'full-CPU': 22 })
  })

  test('does not download full where it cannot be fast enough', async () => {
    const { timings, tried } = await probed({ 'lite-CPU': 26, 'lite-GPU': 900, 'full-CPU': 40 })
    expect(timings).toEqual({ 'lite-CPU': 26 })
    expect(tried).toEqual(['lite-CPU', 'lite-GPU'])
  })

  test('takes a graphics processor that is faster and agrees', async () => {
    const { timings } = await probed({
      'lite-CPU': 30,
      'lite-GPU': { medianMs: 9, landmarks: shifted(0.004) },
      'full-CPU': 55,
      'full-GPU': 14,
    })
    expect(timings).toEqual({ 'lite-CPU': 30, 'lite-GPU': 9, 'full-CPU': 55, 'full-GPU': 14 })
  })

  test.each<[string, number | Measured]>([
    ['hardly faster', 11],
    ['elsewhere with its joints', { medianMs: 3, landmarks: shifted(0.03) }],
    ['finding nobody', { medianMs: 3, landmarks: null }],
    ['finding nowhere', { medianMs: 3, landmarks: shifted(Number.NaN) }],
  ])('keeps off a graphics processor that is %s', async (_how, answer) => {
    const { timings, tried } = await probed({ 'lite-CPU': 12, 'lite-GPU': answer, 'full-CPU': 20 })
    expect(timings).toEqual({ 'lite-CPU': 12, 'full-CPU': 20 })
    expect(tried).not.toContain('full-GPU')
  })

  test('says that nothing is known where the plain detector breaks', async () => {
    await expect(probed({ 'lite-GPU': 3 })).rejects.toThrow('lite-CPU does not run')
  })
})
