import { afterEach, beforeEach, expect, it, vi } from 'vitest'

const speech = { speak: vi.fn(), cancel: vi.fn(), getVoices: vi.fn() }
let tones: number[] = []

class FakeAudio {
  readonly currentTime = 10
  readonly destination = {}
  readonly resume = vi.fn(() => Promise.resolve())

  createOscillator(): object {
    const start = (at: number): void => void tones.push(at)
    return { frequency: { value: 0 }, start, stop: vi.fn(), connect: <T>(to: T) => to }
  }

  createGain(): object {
    const gain = { setValueAtTime: vi.fn(), exponentialRampToValueAtTime: vi.fn() }
    return { gain, connect: vi.fn() }
  }
}

/** The module as a page that opens now has it, with these settings. */
async function opened(change: object) {
  vi.resetModules()
  const { useTrainingSettings } = await import('../training-settings')
  useTrainingSettings.getState().change(change)
  return import('./sound')
}

function spoken(): string[] {
  return speech.speak.mock.calls.map(([said]) => (said as { text: string }).text)
}

beforeEach(() => {
  localStorage.clear()
  tones = []
  vi.clearAllMocks()
  speech.getVoices.mockReturnValue([{ lang: 'en-US' }])
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

it('speaks if there is a voice: hints interrupt what is being said, cues follow it', async () => {
  const { say } = await opened({ sound: 'voice' })
  say('Step back', { now: true })
  say('Go lower', { tone: 'cue' })
  expect(spoken()).toEqual(['Step back', 'Go lower'])
  expect(speech.cancel).toHaveBeenCalledTimes(1)
  expect(tones).toEqual([])
})

it.each([
  ['the browser has no voice', () => speech.getVoices.mockReturnValue([]), 'voice'],
  ['it lists nonsense', () => speech.getVoices.mockReturnValue([null, {}]), 'voice'],
  ['it cannot speak at all', () => vi.stubGlobal('speechSynthesis', undefined), 'voice'],
  ['only tones are wanted', () => undefined, 'beep'],
])('plays tones if %s', async (_, arrange, sound) => {
  arrange()
  const { say, sayCount, tick } = await opened({ sound })
  say('Step back')
  tick()
  sayCount(3, 0)
  expect(tones).toEqual([10, 10])
  expect(spoken()).toEqual([])
})

it('is silent if switched off', async () => {
  const { say, sayCount, tick, tone, unlockSound } = await opened({ sound: 'off' })
  unlockSound()
  say('Step back')
  sayCount(1, 0)
  tick()
  tone('end')
  expect([...tones, ...spoken()]).toEqual([])
})

it('skips numbers that come faster than they can be spoken', async () => {
  const { sayCount } = await opened({ sound: 'voice' })
  for (const [count, nowMs] of [
    [1, 0],
    [2, 300],
    [3, 600],
    [4, 900],
  ] as const)
    sayCount(count, nowMs)
  expect(spoken()).toEqual(['1', '4'])
})

it('plays a tone at its time', async () => {
  const { tone } = await opened({ sound: 'voice' })
  tone('rep', 250)
  tone('rep', -50)
  expect(tones).toEqual([10.25, 10])
})

it('goes on without sound if the browser refuses it', async () => {
  vi.stubGlobal('AudioContext', () => {
    throw new TypeError('not here')
  })
  const { tone, unlockSound } = await opened({ sound: 'voice' })
  expect(() => {
    unlockSound()
    tone('go')
  }).not.toThrow()
})
