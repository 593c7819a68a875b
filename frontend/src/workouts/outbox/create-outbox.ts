import { byServerTime, isClockRefusal } from './clock'
import { type Change, asSeen, changed, isSettled, newItem } from './item'
import { type OutboxChange, confirmed } from './outbox-change'
import { type SyncReport, createRuns } from './runs'
import { type OutboxApi, sendItem } from './send'
import type { OutboxItem, OutboxStore } from './store'
import { type ApiError, toApiError } from '@/api/errors'
import type { NewWorkout, SavedWorkout, Workout } from '@/api/types'
import type { Lock } from '@/shared/lib/lock'

/** What the outbox needs from outside; handed in, so that tests can stand for all of it. */
export interface OutboxPorts {
  readonly store: OutboxStore
  readonly api: OutboxApi
  readonly lock: Lock
  /** Unix ms. */
  readonly now: () => number
  /** 0..1. */
  readonly random: () => number
  readonly session: () => { readonly userId: string | null; readonly signedIn: boolean }
  /** Told after every change of what is stored, here or at the server. */
  readonly onChange: (change: OutboxChange) => void
}

/** Whether the change met something of the workout that waits here; else it is the server's to make. */
export type LocalChange = 'changed' | 'nothing-here'

export interface Outbox {
  /** Resolves once the workout is safe on this device; again, it changes nothing. Throws OutboxStorageError where it cannot be kept. */
  add(workout: NewWorkout): Promise<void>
  /** Sends what waits. `dueOnly` leaves alone what failed a short while ago. */
  sync(options?: { dueOnly: boolean }): Promise<SyncReport>
  /** The present user's unsent workouts as they look to them, a guest's included. */
  pending(): Promise<NewWorkout[]>
  /** All that waits of the present user's, changes and deletions included, with how their sending stands. */
  items(): Promise<OutboxItem[]>
  /** What waits of this workout, whoever did it; null once the server has confirmed it. */
  find(id: string): Promise<OutboxItem | null>
  /** How many workouts wait for an account to be signed in again; none while somebody is. */
  awaitingSignIn(): Promise<number>
  /** Changes what waits here. */
  change(id: string, change: Change): Promise<LocalChange>
  /** Keeps a change of a workout that the server has, after a try of making it there whose fate is not known. */
  keep(workout: NewWorkout | Workout, change: Change): Promise<void>
  /** Lets a refused workout try again. */
  retry(id: string): Promise<void>
  /** Forgets a change that was overtaken by one made elsewhere. */
  dismiss(id: string): Promise<void>
}

const LOCK = 'exercise-buddy.outbox'
const FIRST_RETRY_MS = 2_000
const LONGEST_RETRY_MS = 300_000

export function createOutbox(ports: OutboxPorts): Outbox {
  const { store, lock, onChange } = ports
  const runs = createRuns((dueOnly) => sendAll(ports, dueOnly))

  async function replace(
    id: string,
    next: (item: OutboxItem | undefined) => OutboxItem | null | undefined,
  ): Promise<LocalChange> {
    // Under the lock of sending: a workout on its way is either confirmed first, or not yet sent.
    const result = await lock(LOCK, async () => {
      const item = next(await store.get(id))
      if (item === undefined) return 'nothing-here'
      await (item === null ? store.delete(id) : store.put(item))
      return 'changed'
    })
    onChange({ kind: 'stored' })
    return result
  }

  return {
    async add(workout) {
      // Added before: it may be on its way, or changed since.
      if ((await store.get(workout.id)) === undefined) {
        await store.put(newItem(workout, ports.session().userId))
      }
      onChange({ kind: 'stored' })
    },
    sync: ({ dueOnly } = { dueOnly: false }) => runs(dueOnly),
    async pending() {
      const items = await this.items()
      return items.filter((item) => item.atServer !== true && !item.removed).map(asSeen)
    },
    async items() {
      return ownItems(await store.all(), ports.session().userId)
    },
    find: async (id) => (await store.get(id)) ?? null,
    awaitingSignIn: async () =>
      ports.session().userId === null ? (await store.all()).filter(isSomebodys).length : 0,
    change: (id, change) => replace(id, (item) => item && changed(item, change)),
    async keep(workout, change) {
      const { userId } = ports.session()
      const fresh = { ...newItem(workout, userId), atServer: true, attempts: 1 }
      await replace(workout.id, (item) => changed(item ?? fresh, change))
    },
    async retry(id) {
      await replace(id, (item) => item && { ...item, refusal: null, retryAtMs: 0 })
    },
    async dismiss(id) {
      await replace(id, (item) => item && null)
    },
  }
}

function ownItems(items: OutboxItem[], userId: string | null): OutboxItem[] {
  return items.filter((item) => isOf(item, userId))
}

/** A workout of an account that the server has not got. */
function isSomebodys(item: OutboxItem): boolean {
  return item.ownerId !== null && item.atServer !== true && !item.removed && !isSettled(item)
}

function isOf(item: OutboxItem, userId: string | null): boolean {
  return item.ownerId === null || item.ownerId === userId
}

interface Outcome {
  readonly change: OutboxChange
  /** Why it was not sent. */
  readonly problem?: ApiError
}

/** One run over what waits. Reads the store anew for each, so that one added meanwhile is sent as well. */
async function sendAll(ports: OutboxPorts, dueOnly: boolean): Promise<SyncReport> {
  const saved: SavedWorkout[] = []
  const tried = new Set<string>()
  let stopped: SyncReport['stopped'] = null
  for (;;) {
    const { userId, signedIn } = ports.session()
    if (!signedIn) stopped ??= 'signed-out'
    const items = ownItems(await ports.store.all(), userId)
    const now = ports.now()
    const next = items.find(
      ({ id, refusal, retryAtMs }) =>
        !tried.has(id) && refusal === null && !(dueOnly && retryAtMs > now),
    )
    if (next === undefined || stopped !== null) return { saved, stopped, ...tally(items) }
    tried.add(next.id)
    const { change, problem } = await ports.lock(LOCK, () => sendOne(ports, next.id))
    ports.onChange(change)
    if (problem !== undefined) stopped = reasonToStop(problem)
    if (change.kind === 'saved') saved.push(change.saved)
  }
}

function tally(items: OutboxItem[]): { waiting: number; refused: number } {
  const refused = items.filter((item) => item.refusal !== null && !isSettled(item)).length
  const waiting = items.filter((item) => item.refusal === null).length
  return { waiting, refused }
}

/** What would stop every other workout too; a server that fails over one may well take the next. */
function reasonToStop(problem: ApiError): SyncReport['stopped'] {
  if (problem.isRefusedToken) return 'signed-out'
  return problem.status === 0 || problem.status === 429 ? 'unreachable' : null
}

async function sendOne(ports: OutboxPorts, id: string): Promise<Outcome> {
  const { userId } = ports.session()
  const stored = await ports.store.get(id)
  // Read again under the lock: another tab may have sent it, and another person may have signed in.
  if (stored?.refusal !== null || !isOf(stored, userId)) return { change: { kind: 'elsewhere' } }
  // Written down before the request leaves: from here on the server may hold it, and it is this account's.
  const item = { ...stored, ownerId: userId, attempts: stored.attempts + 1 }
  await ports.store.put(item)
  try {
    const saved = await sendItem(ports.api, item)
    await ports.store.delete(id)
    // Whoever has signed in meanwhile is not shown the workouts of the one before.
    const isSameUser = ports.session().userId === userId
    return { change: isSameUser ? confirmed(id, saved) : { kind: 'elsewhere' } }
  } catch (error) {
    const problem = toApiError(error)
    const corrected = withRightClock(ports, item, problem)
    const kept = corrected ?? afterFailure(ports, item, problem)
    await ports.store.put(kept)
    // Written down before it is sent: each later try has to send the same.
    if (corrected !== null) return sendOne(ports, id)
    // Overtaken by a change made elsewhere, which no list here shows yet.
    return { change: { kind: isSettled(kept) ? 'elsewhere' : 'stored' }, problem }
  }
}

/** The item with its start by the server's clock, where the device's own was what kept the server from taking it. */
function withRightClock(
  ports: OutboxPorts,
  item: OutboxItem,
  problem: ApiError,
): OutboxItem | null {
  const { serverMs } = problem
  if (item.clockCorrected === true || item.atServer === true || serverMs === null) return null
  if (!isClockRefusal(problem)) return null
  const workout = byServerTime(item.workout, serverMs, ports.now())
  return { ...item, workout, clockCorrected: true }
}

function afterFailure(ports: OutboxPorts, item: OutboxItem, problem: ApiError): OutboxItem {
  if (problem.isRefusedToken) return item
  if (!problem.isPassing) return { ...item, refusal: problem.code }
  const backOffMs = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (item.attempts - 1))
  const waitMs = Math.max(backOffMs, (problem.retryAfterSeconds ?? 0) * 1000)
  // Spread over half as much again, so that many devices do not come back at once.
  return { ...item, retryAtMs: ports.now() + waitMs * (1 + ports.random() / 2) }
}
