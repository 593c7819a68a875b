import { useTrainingSettings } from '../training-settings'
import { type ToneKind, Tones } from './tones'
import { Voice } from './voice'

export type { ToneKind } from './tones'

/** Numbers spoken faster than this would queue up. */
const COUNT_EVERY_MS = 700

interface SayOptions {
  /** The tone to play if there is no voice or the user wants only tones. */
  readonly tone?: ToneKind
  /** Interrupt current speech instead of queueing. */
  readonly now?: boolean
}

const tones = new Tones()
const voice = new Voice()
let isBroken = false
let lastNumberMs = Number.NEGATIVE_INFINITY

/** Loads the voices, which browsers do on the first request, before the first word is needed. */
export function prepareSound(): void {
  attempt(() => voice.prepare())
}

/** Whether the browser can speak the page's language, as far as it has listed its voices. */
export function hasVoice(): boolean {
  return voice.isThere
}

/** Calls when the browser has listed its voices. Returns a function that stops it. */
export function watchVoices(onChange: () => void): () => void {
  return voice.watch(onChange)
}

/** Browsers allow sound only after a press: call this from one, such as Start. */
export function unlockSound(): void {
  if (settings().sound === 'off') return
  attempt(() => tones.unlock())
  if (settings().sound === 'voice') attempt(() => voice.unlock())
}

/** Say something short, or play its tone. */
export function say(text: string, { tone: kind = 'hint', now = false }: SayOptions = {}): void {
  const { sound } = settings()
  if (sound === 'off') return
  if (sound === 'voice' && voice.isThere) attempt(() => voice.say(text, volume(), now))
  else tone(kind)
}

/** Say the current count, unless the previous one is still being spoken. `nowMs` is from a single clock. */
export function sayCount(count: number, nowMs: number): void {
  if (settings().sound !== 'voice' || !voice.isThere) return
  if (nowMs - lastNumberMs < COUNT_EVERY_MS) return
  lastNumberMs = nowMs
  attempt(() => voice.say(String(count), volume(), true))
}

/** Ticks one second. */
export function tick(): void {
  tone('tick')
}

/** `inMs`: how long from now. */
export function tone(kind: ToneKind, inMs = 0): void {
  if (settings().sound !== 'off') attempt(() => tones.play(kind, volume(), inMs))
}

/** Sound is optional: errors of browsers without it are ignored. */
function attempt(work: () => void): void {
  if (isBroken) return
  try {
    work()
  } catch {
    isBroken = true
  }
}

function settings() {
  return useTrainingSettings.getState()
}

function volume(): number {
  return settings().volumeTenths / 10
}
