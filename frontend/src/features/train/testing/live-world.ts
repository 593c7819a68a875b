import { LiveSession } from '../session/live-session'
import type { SessionPorts } from '../session/session-ports'
import type { EndReason, HandsFree } from '../session/set-flow'
import { ScriptedCounter, frameAt } from './factories'
import type { SetTarget } from '@/workouts/plan'
import type { SetRecord } from '@/workouts/record/set-record'
import { SET_ID } from '@/workouts/testing/set-records'

interface World {
  readonly session: LiveSession
  readonly counters: ScriptedCounter[]
  readonly scout: ScriptedCounter
  readonly kept: SetRecord[]
  readonly ended: [SetRecord, EndReason][]
  /** Let time pass, with a frame at its end. */
  readonly pass: (ms: number) => void
  /** Let time pass without a frame. */
  readonly wait: (ms: number) => void
  /** Let time pass without anything else; returns the time then. */
  readonly sleep: (ms: number) => number
}

export const BY_HAND: HandsFree = {
  startsInPosition: false,
  pausesWhenAway: false,
  endsWhenAway: false,
  endsOnGesture: false,
}
export const HANDS_FREE: HandsFree = {
  startsInPosition: true,
  pausesWhenAway: true,
  endsWhenAway: true,
  endsOnGesture: true,
}
export const OPEN: SetTarget = { kind: 'open' }

/** A session with its own clock. The first counter is the preview's, the next the set's. */
export function world(...scripts: Script[]): World {
  return worldOf({ handsFree: BY_HAND, target: OPEN }, ...scripts)
}

export type Script = ConstructorParameters<typeof ScriptedCounter>[0]

export function worldOf(
  { handsFree, target, best = 0 }: { handsFree: HandsFree; target: SetTarget; best?: number },
  ...scripts: Script[]
): World {
  let nowMs = 1_000
  const counters: ScriptedCounter[] = []
  const scout = new ScriptedCounter()
  const kept: SetRecord[] = []
  const ended: [SetRecord, EndReason][] = []
  const ports: SessionPorts = {
    createCounter: (exercise) => {
      if (exercise === 'auto') return scout
      const counter = new ScriptedCounter(scripts[counters.length])
      counters.push(counter)
      return counter
    },
    nowMs: () => nowMs,
    today: () => new Date('2026-05-01T10:00:00Z'),
    newId: () => SET_ID,
    ownerId: () => null,
    trainingId: null,
    saveCheckpoint: (record) => kept.push(record),
    best: () => best,
    handsFree: () => handsFree,
    onEnded: (record, reason) => ended.push([record, reason]),
  }
  const session = new LiveSession('push-up', ports, target)
  const sleep = (ms: number): number => (nowMs += ms)
  const wait = (ms: number): void => {
    sleep(ms)
    session.tick()
  }
  const pass = (ms: number): void => {
    wait(ms)
    session.frame(frameAt(nowMs))
  }
  return { session, counters, scout, kept, ended, pass, wait, sleep }
}
