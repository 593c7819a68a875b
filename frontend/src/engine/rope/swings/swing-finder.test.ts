import { describe, expect, test } from 'vitest'
import { SwingFinder } from './swing-finder.ts'
import type { Swing } from './swing-finder.ts'

const OPTIONS = { leastSize: 0.02, leastShare: 0.4 }

function swingsOf(
  height: (seconds: number) => number,
  framesPerSecond: number,
  lengthSeconds = 6,
): Swing[] {
  const finder = new SwingFinder(OPTIONS)
  const found: Swing[] = []
  for (let i = 0; i < lengthSeconds * framesPerSecond; i++) {
    const seconds = i / framesPerSecond
    const swing = finder.push(height(seconds), seconds * 1000)
    if (swing !== null) found.push(swing)
  }
  return found
}

describe('SwingFinder', () => {
  test.each([12, 15, 30, 60])('times the peaks of a wave to 12 ms at %i frames a second', (fps) => {
    const wave = (seconds: number): number => 0.1 * Math.sin(2 * Math.PI * 2 * seconds)
    const peaks = swingsOf(wave, fps).filter(({ isUp }) => isUp)
    expect(peaks.length).toBeGreaterThanOrEqual(11)
    peaks.forEach(({ peakMs }, i) => {
      expect(Math.abs(peakMs - (125 + 500 * i))).toBeLessThan(12)
    })
  })

  test('trembling below the least size gives no swings', () => {
    expect(swingsOf((seconds) => 0.009 * Math.sin(40 * seconds), 30)).toEqual([])
  })

  test('a wobble much smaller than the usual swing is not a swing', () => {
    const wave = (seconds: number): number =>
      0.2 * Math.sin(2 * Math.PI * 2 * seconds) + 0.03 * Math.sin(2 * Math.PI * 9 * seconds)
    const peaks = swingsOf(wave, 60).filter(({ isUp, peakMs }) => isUp && peakMs > 2500)
    expect(peaks.length).toBeGreaterThanOrEqual(6)
    expect(peaks.length).toBeLessThanOrEqual(7)
  })

  test('forgets large swings after a pause', () => {
    const wave = (seconds: number): number => {
      const size = seconds < 3 ? 0.3 : 0.05
      const rests = seconds > 3 && seconds < 5
      return rests ? 0 : size * Math.sin(2 * Math.PI * 2 * seconds)
    }
    const late = swingsOf(wave, 30, 9).filter(({ isUp, peakMs }) => isUp && peakMs > 5000)
    expect(late.length).toBeGreaterThanOrEqual(7)
  })

  describe('while no frames come', () => {
    const wave = (ms: number): number => 0.1 * Math.sin((2 * Math.PI * ms) / 400)
    /** The swing up whose peak lies nearest to 4100 ms; frames every 40 ms but within the hole. */
    function besideHole(fromMs: number, toMs: number): Swing | undefined {
      const finder = new SwingFinder(OPTIONS)
      const found: Swing[] = []
      for (let ms = 0; ms < 5000; ms += 40) {
        const swing = ms > fromMs && ms < toMs ? null : finder.push(wave(ms), ms)
        if (swing?.isUp === true) found.push(swing)
      }
      return found.find(({ peakMs, again }) => Math.max(peakMs, again?.peakMs ?? 0) > 4000)
    }

    test('the slopes beside the gap reveal when a hidden peak was', () => {
      const swing = besideHole(4060, 4200)
      expect(swing?.isSharp).toBe(false)
      expect(Math.abs((swing?.peakMs ?? 0) - 4100)).toBeLessThan(25)
    })

    test('a hidden valley still leaves two peaks', () => {
      const swing = besideHole(4100, 4450)
      expect(Math.abs((swing?.peakMs ?? 0) - 4100)).toBeLessThan(25)
      expect(Math.abs((swing?.again?.peakMs ?? 0) - 4500)).toBeLessThan(25)
    })
  })
})
