import { language } from '@/shared/words/language'

const RATE = 1.15

/** Speaks the page's language with the browser's own voice, if it has one. */
export class Voice {
  /** Whether there is a voice for the page's language: many Linux desktops have none at all. */
  get isThere(): boolean {
    // Browsers do not always return what the types promise.
    const voices: readonly (Partial<SpeechSynthesisVoice> | null)[] | undefined =
      speech()?.getVoices()
    return voices?.some((voice) => voice?.lang?.startsWith(language())) ?? false
  }

  /** Calls when the list of voices changes: browsers load it on the first request. Returns a function that stops it. */
  watch(onChange: () => void): () => void {
    const speaking: Partial<SpeechSynthesis> | undefined = speech()
    speaking?.addEventListener?.('voiceschanged', onChange)
    return () => speaking?.removeEventListener?.('voiceschanged', onChange)
  }

  /** Makes the browser load its voices. */
  prepare(): void {
    speech()?.getVoices()
  }

  /** Browsers allow speech only after a press; an empty text is silent. */
  unlock(): void {
    speech()?.speak(new SpeechSynthesisUtterance(''))
  }

  /** `now` interrupts current speech; otherwise the text is queued. */
  say(text: string, volume: number, now: boolean): void {
    const voice = speech()
    if (voice === undefined) return
    if (now) voice.cancel()
    const utterance = new SpeechSynthesisUtterance(text)
    utterance.lang = language()
    utterance.rate = RATE
    utterance.volume = volume
    voice.speak(utterance)
  }
}

/** Typed as always present, but some browsers lack it. */
function speech(): SpeechSynthesis | undefined {
  return (globalThis as Partial<typeof globalThis>).speechSynthesis
}
