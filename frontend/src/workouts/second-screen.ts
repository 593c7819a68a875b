import { client } from '@/api/client'
import type { LiveState, Shown } from '@/api/types'

/** At most so often while a screen watches: half of what the server takes. */
const GAP_MS = 150
/** So often although nothing changed: the other screen sees that this device is there. */
const BEAT_MS = 2_000
/** So often while nobody watches. Who opens the other screen waits no longer for the first number. */
const IDLE_MS = 5_000

/** What the sender needs from the world around it. */
export interface SecondScreenPorts {
  /** Sends a state; whether any screen shows it. */
  readonly post: (state: LiveState) => Promise<boolean>
  readonly nowMs: () => number
  /** Calls back after so many milliseconds; returns the way to call that off. */
  readonly wait: (ms: number, then: () => void) => () => void
}

/** The place of a set in its workout. */
export type Place = Pick<LiveState, 'set_number' | 'sets'>

/**
 * Shows what is trained on the account's other screens. One state is under way at a time and the newest comes next, so
 * a slow network delays numbers but never gathers them. Nothing here may disturb the set: what fails is tried later.
 */
export class SecondScreen {
  private readonly ports: SecondScreenPorts
  private place: Place = {}
  private newest: LiveState | null = null
  private sent = ''
  private sentAtMs = Number.NEGATIVE_INFINITY
  private watched = false
  private underWay = false
  private callOff: (() => void) | null = null

  constructor(ports: SecondScreenPorts) {
    this.ports = ports
  }

  /** Which set of its workout the states are of, until told otherwise. */
  at(place: Place): void {
    this.place = place
  }

  show(state: LiveState): void {
    this.newest = { ...state, ...this.place }
    this.next()
  }

  /** Nothing more comes for now; what is newest still goes out. */
  leave(): void {
    const last = this.newest
    this.callOff?.()
    this.callOff = null
    this.newest = null
    if (last !== null && this.watched && JSON.stringify(last) !== this.sent) {
      this.ports.post(last).catch(() => undefined)
    }
  }

  private next(): void {
    if (this.underWay || this.newest === null) return
    this.callOff?.()
    this.callOff = null
    const inMs = this.sentAtMs + this.pauseMs(this.newest) - this.ports.nowMs()
    if (inMs <= 0) void this.send(this.newest)
    else this.callOff = this.ports.wait(inMs, () => this.next())
  }

  private pauseMs(state: LiveState): number {
    if (!this.watched) return IDLE_MS
    return JSON.stringify(state) === this.sent ? BEAT_MS : GAP_MS
  }

  private async send(state: LiveState): Promise<void> {
    this.underWay = true
    this.sent = JSON.stringify(state)
    this.sentAtMs = this.ports.nowMs()
    this.watched = await this.ports.post(state).catch(() => false)
    this.underWay = false
    this.next()
  }
}

/** The one of this device. */
export const secondScreen = new SecondScreen({
  post: async (state) => (await client.post<Shown>('/live', state)).data.watched,
  nowMs: () => performance.now(),
  wait: (ms, then) => {
    const timer = setTimeout(then, ms)
    return () => clearTimeout(timer)
  },
})
