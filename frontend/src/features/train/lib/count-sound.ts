import type { Sound } from './training-settings'

const REP_HZ = 880
const BEEP_SECONDS = 0.12
// Spoken numbers take about half a second: faster ones would pile up.
const SPEAK_EVERY_MS = 700

/** Sounds a rising count: a beep for each repetition, or the number spoken. */
export class CountSound {
  private audio: AudioContext | null = null
  private lastSpokenMs = Number.NEGATIVE_INFINITY

  /** Browsers allow sound only after a press: call this from one. */
  unlock(sound: Sound): void {
    if (sound === 'beep') void this.context().resume()
    if (sound === 'voice' && 'speechSynthesis' in globalThis) {
      speechSynthesis.speak(new SpeechSynthesisUtterance(''))
    }
  }

  count(reps: number, sound: Sound, nowMs: number): void {
    if (sound === 'beep') this.beep()
    if (sound === 'voice' && nowMs - this.lastSpokenMs >= SPEAK_EVERY_MS) {
      this.lastSpokenMs = nowMs
      say(String(reps))
    }
  }

  /** Advice never talks over the count. */
  advise(words: string, sound: Sound): void {
    if (sound === 'voice' && 'speechSynthesis' in globalThis && !speechSynthesis.speaking)
      say(words)
  }

  dispose(): void {
    if ('speechSynthesis' in globalThis) speechSynthesis.cancel()
    void this.audio?.close()
    this.audio = null
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

function say(text: string): void {
  if (!('speechSynthesis' in globalThis)) return
  speechSynthesis.cancel()
  const utterance = new SpeechSynthesisUtterance(text)
  utterance.lang = 'en'
  utterance.rate = 1.2
  speechSynthesis.speak(utterance)
}
