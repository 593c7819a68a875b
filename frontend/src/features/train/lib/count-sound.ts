import type { Sound } from './training-settings'

const REP_HZ = 880
const BEEP_SECONDS = 0.12
// Spoken numbers take about half a second: faster ones would pile up.
const SPEAK_EVERY_MS = 700

/** Sounds a rising count: a beep for each repetition, or the number spoken. */
export class CountSound {
  private audio: AudioContext | null = null
  private lastSpokenMs = Number.NEGATIVE_INFINITY
  private isBroken = false

  /** Browsers allow sound only after a press: call this from one. */
  unlock(sound: Sound): void {
    if (sound === 'beep') this.attempt(() => void this.context().resume())
    if (sound === 'voice') this.attempt(() => speech()?.speak(new SpeechSynthesisUtterance('')))
  }

  count(reps: number, sound: Sound, nowMs: number): void {
    if (sound === 'beep') this.attempt(() => this.beep())
    if (sound === 'voice' && nowMs - this.lastSpokenMs >= SPEAK_EVERY_MS) {
      this.lastSpokenMs = nowMs
      this.attempt(() => say(String(reps)))
    }
  }

  /** Advice never talks over the count. */
  advise(words: string, sound: Sound): void {
    if (sound === 'voice' && speech()?.speaking === false) this.attempt(() => say(words))
  }

  dispose(): void {
    this.attempt(() => speech()?.cancel())
    void this.audio?.close()
    this.audio = null
  }

  /** A set is counted with or without sound: a browser that has none of it stays silent. */
  private attempt(work: () => void): void {
    if (this.isBroken) return
    try {
      work()
    } catch {
      this.isBroken = true
    }
  }

  private context(): AudioContext {
    this.audio ??= new AudioContext()
    return this.audio
  }

  private beep(): void {
    const audio = this.context()
    const tone = audio.createOscillator()
    const gain = audio.createGain()
    tone.frequency.value = REP_HZ
    gain.gain.setValueAtTime(0.25, audio.currentTime)
    // A tone that is cut off clicks.
    gain.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + BEEP_SECONDS)
    tone.connect(gain).connect(audio.destination)
    tone.start()
    tone.stop(audio.currentTime + BEEP_SECONDS)
  }
}

/** The types promise it; not every browser has it. */
function speech(): SpeechSynthesis | undefined {
  return (globalThis as Partial<typeof globalThis>).speechSynthesis
}

function say(text: string): void {
  const voice = speech()
  if (voice === undefined) return
  voice.cancel()
  const utterance = new SpeechSynthesisUtterance(text)
  utterance.lang = 'en'
  utterance.rate = 1.2
  voice.speak(utterance)
}
