import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CountSound } from './count-sound'

const speech = { speaking: false, speak: vi.fn(), cancel: vi.fn() }
const tones: { start: ReturnType<typeof vi.fn> }[] = []

function parameter(): {
  value: number
  setValueAtTime: unknown
  exponentialRampToValueAtTime: unknown
} {
  return { value: 0, setValueAtTime: vi.fn(), exponentialRampToValueAtTime: vi.fn() }
}

class FakeAudio {
  readonly currentTime = 0
  readonly destination = {}
  readonly resume = vi.fn(() => Promise.resolve())
  readonly close = vi.fn(() => Promise.resolve())

  createOscillator(): object {
    const tone = {
      frequency: parameter(),
      start: vi.fn(),
      stop: vi.fn(),
      connect: <T>(to: T) => to,
    }
    tones.push(tone)
    return tone
  }

  createGain(): object {
    return { gain: parameter(), connect: vi.fn() }
  }
}

function spoken(): string[] {
  return speech.speak.mock.calls.map(([said]) => (said as { text: string }).text)
}

beforeEach(() => {
  tones.length = 0
  speech.speaking = false
  speech.speak.mockClear()
  vi.stubGlobal('AudioContext', FakeAudio)
  vi.stubGlobal('speechSynthesis', speech)
  vi.stubGlobal(
    'SpeechSynthesisUtterance',
    class {
      readonly text: string
      constructor(text: string) {
        this.text = text
      }
    },
  )
})

afterEach(() => vi.unstubAllGlobals())

describe('CountSound', () => {
  it('is silent where it is off', () => {
    const sound = new CountSound()
    sound.count(1, 'off', 0)
    sound.advise('Go lower', 'off')
    expect(tones).toEqual([])
    expect(spoken()).toEqual([])
  })

  it('beeps for each repetition', () => {
    const sound = new CountSound()
    sound.count(1, 'beep', 0)
    sound.count(2, 'beep', 100)
    expect(tones).toHaveLength(2)
    expect(tones.every(({ start }) => start.mock.calls.length === 1)).toBe(true)
  })

  it('speaks numbers, but no faster than they can be said', () => {
    const sound = new CountSound()
    for (const [reps, nowMs] of [
      [1, 0],
      [2, 300],
      [3, 600],
      [4, 900],
    ] as const) {
      sound.count(reps, 'voice', nowMs)
    }
    expect(spoken()).toEqual(['1', '4'])
  })

  it('lets no advice talk over a number', () => {
    const sound = new CountSound()
    speech.speaking = true
    sound.advise('Go lower', 'voice')
    expect(spoken()).toEqual([])
    speech.speaking = false
    sound.advise('Go lower', 'voice')
    expect(spoken()).toEqual(['Go lower'])
  })

  it('does without a voice where the browser has none', () => {
    vi.stubGlobal('speechSynthesis', undefined)
    Reflect.deleteProperty(globalThis, 'speechSynthesis')
    const sound = new CountSound()
    expect(() => {
      sound.unlock('voice')
      sound.count(1, 'voice', 0)
      sound.advise('Go lower', 'voice')
      sound.dispose()
    }).not.toThrow()
  })
})
