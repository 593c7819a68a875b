import { useTrainingSettings } from '../training-settings'
import { type ToneKind, Tones } from './tones'
import { Voice } from './voice'

export type { ToneKind } from './tones'

/** Spoken faster than this, numbers pile up. */
const COUNT_EVERY_MS = 700

interface SayOptions {
  /** The tone where there is no voice, or only tones are wanted. */
  readonly tone?: ToneKind
  /** Say it instead of what is being said, not after it. */
  readonly now?: boolean
}

const tones = new Tones()
const voice = new Voice()
let isBroken = false
let lastNumberMs = Number.NEGATIVE_INFINITY

/** Browsers fetch their voices when first asked for them: ask before the first word is due. */
export function prepareSound(): void {
  attempt(() => voice.prepare())
}

/** Sound is welcome after a press only: call this from one, such as the one on Start. */
export function unlockSound(): void {
  if (settings().sound === 'off') return
  attempt(() => tones.unlock())
  if (settings().sound === 'voice') attempt(() => voice.unlock())
}

/** Say something short, or sound its tone. */
export function say(text: string, { tone: kind = 'hint', now = false }: SayOptions = {}): void {
  const { sound } = settings()
  if (sound === 'off') return
  if (sound === 'voice' && voice.isThere) attempt(() => voice.say(text, volume(), now))
  else tone(kind)
}

/** Say a number of a rising count; left out where the one before is still being said. `nowMs` of one clock. */
export function sayCount(count: number, nowMs: number): void {
  if (settings().sound !== 'voice' || !voice.isThere) return
  if (nowMs - lastNumberMs < COUNT_EVERY_MS) return
  lastNumberMs = nowMs
  attempt(() => voice.say(String(count), volume(), true))
}

/** One second, heard. */
export function tick(): void {
  tone('tick')
}

/** `inMs`: how long from now. */
export function tone(kind: ToneKind, inMs = 0): void {
  if (settings().sound !== 'off') attempt(() => tones.play(kind, volume(), inMs))
}

/** One trains with or without sound: a browser that has none of it stays silent. */
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
