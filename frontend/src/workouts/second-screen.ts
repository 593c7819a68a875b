import { client } from '@/api/client'
import type { LiveState, Shown } from '@/api/types'

/** The minimum interval while a screen watches: half the rate that the server allows. */
const GAP_MS = 150
/** The heartbeat without changes, which shows the other screen that this device is there. */
const BEAT_MS = 2_000
/** The interval while nobody watches: the longest wait for the first number after opening a screen. */
const IDLE_MS = 5_000

/** What the sender needs from outside. */
export interface SecondScreenPorts {
  /** Sends a state; resolves to whether any screen shows it. */
  readonly post: (state: LiveState) => Promise<boolean>
  readonly nowMs: () => number
  /** Calls back after a time in milliseconds; returns a function that cancels it. */
  readonly wait: (ms: number, then: () => void) => () => void
}

/** The place of a set in its workout. */
export type Place = Pick<LiveState, 'set_number' | 'sets'>

/**
 * Shows the running set on the account's other screens. One state is in flight at a time and only the newest follows,
 * so a slow network delays numbers but never queues them. Nothing here may disturb the set: failures are retried later.
 */
export class SecondScreen {
  readonly #ports: SecondScreenPorts
  #place: Place = {}
  #newest: LiveState | null = null
  #sent = ''
  #sentAtMs = Number.NEGATIVE_INFINITY
  #watched = false
  #underWay = false
  #callOff: (() => void) | null = null

  constructor(ports: SecondScreenPorts) {
    this.#ports = ports
  }

  /** The set's place in its workout, for all following states. */
  at(place: Place): void {
    this.#place = place
  }

  show(state: LiveState): void {
    this.#newest = { ...state, ...this.#place }
    this.#next()
  }

  /** No further states for now; the newest is still sent. */
  leave(): void {
    const last = this.#newest
    this.#callOff?.()
    this.#callOff = null
    this.#newest = null
    if (last !== null && this.#watched && JSON.stringify(last) !== this.#sent) {
      this.#ports.post(last).catch(() => undefined)
    }
  }

  #next(): void {
    if (this.#underWay || this.#newest === null) return
    this.#callOff?.()
    this.#callOff = null
    const inMs = this.#sentAtMs + this.#pauseMs(this.#newest) - this.#ports.nowMs()
    if (inMs <= 0) void this.#send(this.#newest)
    else this.#callOff = this.#ports.wait(inMs, () => this.#next())
  }

  #pauseMs(state: LiveState): number {
    if (!this.#watched) return IDLE_MS
    return JSON.stringify(state) === this.#sent ? BEAT_MS : GAP_MS
  }

  async #send(state: LiveState): Promise<void> {
    this.#underWay = true
    this.#sent = JSON.stringify(state)
    this.#sentAtMs = this.#ports.nowMs()
    this.#watched = await this.#ports.post(state).catch(() => false)
    this.#underWay = false
    this.#next()
  }
}

/** This device's sender. */
export const secondScreen = new SecondScreen({
  post: async (state) => (await client.post<Shown>('/live', state)).data.watched,
  nowMs: () => performance.now(),
  wait: (ms, then) => {
    const timer = setTimeout(then, ms)
    return () => clearTimeout(timer)
  },
})
