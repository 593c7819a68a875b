/** Short synthesised sounds: `tick` for a second or a repetition, the others for events. */
export type ToneKind = 'tick' | 'rep' | 'go' | 'good' | 'hint' | 'cue' | 'pause' | 'end'

interface Note {
  readonly hz: number
  /** Seconds after the beginning of the sound. */
  readonly at: number
  readonly seconds: number
}

const one = (hz: number, seconds: number): readonly Note[] => [{ hz, at: 0, seconds }]
const row = (...hz: number[]): readonly Note[] =>
  hz.map((each, i) => ({ hz: each, at: 0.13 * i, seconds: 0.16 }))

/** Rising is good, falling is not; all are distinguishable by ear. */
const SOUNDS: Readonly<Record<ToneKind, readonly Note[]>> = {
  tick: one(1_000, 0.06),
  rep: one(880, 0.09),
  go: one(1_320, 0.5),
  good: row(660, 880),
  hint: one(440, 0.25),
  cue: row(520, 415),
  pause: row(660, 495, 392),
  end: row(660, 880, 1_100, 1_320),
}

const LOUDNESS = 0.35
const SILENCE = 0.001

/** Plays tones with Web Audio, scheduled on the audio clock to the millisecond, mixed with other music. */
export class Tones {
  #audio: AudioContext | null = null

  /** Browsers allow sound only after a press: call this from one. */
  unlock(): void {
    beKindToMusic()
    void this.#context().resume()
  }

  /** `inMs`: how long from now; what has been scheduled is not taken back. */
  play(kind: ToneKind, volume: number, inMs = 0): void {
    const audio = this.#context()
    const fromSeconds = audio.currentTime + Math.max(0, inMs) / 1000
    for (const note of SOUNDS[kind]) this.#note(audio, note, fromSeconds, volume)
  }

  #context(): AudioContext {
    this.#audio ??= new AudioContext({ latencyHint: 'interactive' })
    return this.#audio
  }

  #note(audio: AudioContext, { hz, at, seconds }: Note, fromSeconds: number, volume: number): void {
    const tone = audio.createOscillator()
    const gain = audio.createGain()
    const startSeconds = fromSeconds + at
    tone.frequency.value = hz
    gain.gain.setValueAtTime(Math.max(SILENCE, LOUDNESS * volume), startSeconds)
    // A tone that is cut off clicks.
    gain.gain.exponentialRampToValueAtTime(SILENCE, startSeconds + seconds)
    tone.connect(gain).connect(audio.destination)
    tone.start(startSeconds)
    tone.stop(startSeconds + seconds)
  }
}

/** Tells the system that the sound mixes with music instead of stopping it. */
function beKindToMusic(): void {
  const { audioSession } = navigator as Navigator & { audioSession?: { type: string } }
  if (audioSession !== undefined) audioSession.type = 'ambient'
}
