import { byServerTime, isClockRefusal } from './clock'
import {
  type Change,
  type ChangePlace,
  type OutboxItem,
  asSeen,
  changed,
  isSettled,
  newItem,
} from './item'
import { type OutboxChange, confirmed } from './outbox-change'
import { type OutboxApi, sendItem } from './send'
import { OutboxStorageError, type OutboxStore } from './store'
import { type SyncReport, createSyncs } from './syncs'
import { type ApiError, toApiError } from '@/api/errors'
import type { NewWorkout, SavedWorkout, Workout } from '@/api/types'
import type { Lock } from '@/shared/lib/browser/lock'

/** What the outbox needs from outside, passed in so that tests can replace it. */
export interface OutboxPorts {
  readonly store: OutboxStore
  readonly api: OutboxApi
  readonly lock: Lock
  /** Unix ms. */
  readonly now: () => number
  /** 0..1. */
  readonly random: () => number
  readonly session: () => { readonly userId: string | null; readonly signedIn: boolean }
  /** Called after every change of what is stored, here or at the server. */
  readonly onChange: (change: OutboxChange) => void
}

/** Whether the change applied to a waiting item; otherwise the server has to make it. */
export type LocalChange = 'changed' | 'nothing-here'

export interface Outbox {
  /**
   * Resolves once the workout is safe on this device; repeating it changes nothing. Throws OutboxStorageError if it
   * cannot be stored. It belongs to `ownerId`, whoever is signed in by now, or else to who is.
   */
  add(workout: NewWorkout, ownerId?: string | null): Promise<void>
  /** Sends what waits. `dueOnly` skips items that failed recently. */
  sync(options?: { dueOnly: boolean }): Promise<SyncReport>
  /** The current user's unsent workouts with their changes, including those made as a guest. */
  pending(): Promise<NewWorkout[]>
  /** All waiting items of the current user, including changes and deletions, with their sending state. */
  items(): Promise<OutboxItem[]>
  /** The waiting item of this workout, whichever user it belongs to; null once the server has confirmed it. */
  find(id: string): Promise<OutboxItem | null>
  /**
   * The workouts that wait for their account to sign in again, with their changes; none while somebody is signed in.
   */
  awaitingSignIn(): Promise<(NewWorkout | Workout)[]>
  /** Changes a waiting item. */
  change(id: string, change: Change): Promise<LocalChange>
  /**
   * Keeps a change of a workout that the server has, or may have, and sends it at once. Until the server has answered
   * it is not shown as waiting. It belongs to `ownerId`, like what is added. Throws the refusal, after which it is
   * gone.
   */
  make(workout: NewWorkout | Workout, change: Change, ownerId?: string | null): Promise<ChangePlace>
  /** Retries a refused workout. */
  retry(id: string): Promise<void>
  /** Drops a change that was superseded by one made elsewhere. */
  dismiss(id: string): Promise<void>
}

/** One a workout: a change does not wait, unstored, for another workout that a slow network has under way. */
const lockOf = (id: string): string => `exercise-buddy.outbox.${id}`
const FIRST_RETRY_MS = 2_000
const LONGEST_RETRY_MS = 300_000
/** Also of what a server may ask for; with what is added at random. */
const LONGEST_PAUSE_MS = 3_600_000

export function createOutbox(ports: OutboxPorts): Outbox {
  const { store, onChange } = ports
  /** Changes that somebody waits for: the dialog would go with the row that it changes. */
  const underWay = new Set<string>()
  const syncs = createSyncs((dueOnly) => sendAll(ports, dueOnly))

  const replace = (id: string, next: Next): Promise<LocalChange> => replaceItem(ports, id, next)

  return {
    async add(workout, ownerId = null) {
      const waiting = await store.get(workout.id)
      // Added before: it may be in flight, or changed since.
      if (waiting === undefined) {
        await store.put(newItem(workout, ownerId ?? ports.session().userId))
      } else if (waiting.atServer === true && !waiting.removed) {
        // A change that took it to be at the server came first.
        await store.put({ ...waiting, workout, atServer: false })
      }
      onChange({ kind: 'stored' })
    },
    sync: ({ dueOnly } = { dueOnly: false }) => syncs(dueOnly),
    async pending() {
      const items = await this.items()
      return items.filter((item) => item.atServer !== true && !item.removed).map(asSeen)
    },
    async items() {
      const own = ownItems(await keptHere(store), ports.session().userId)
      return own.filter(({ id }) => !underWay.has(id))
    },
    find: async (id) => (await store.get(id)) ?? null,
    awaitingSignIn: async () =>
      ports.session().userId === null ? (await store.all()).filter(isSomebodys).map(asSeen) : [],
    change: (id, change) => replace(id, (item) => item && changed(item, change)),
    async make(workout, change, ownerId = null) {
      const { id } = workout
      underWay.add(id)
      try {
        return await makeNow(ports, workout, change, ownerId ?? ports.session().userId)
      } finally {
        underWay.delete(id)
        onChange({ kind: 'stored' })
      }
    },
    async retry(id) {
      await replace(id, (item) => item && { ...item, refusal: null, retryAtMs: 0 })
    },
    async dismiss(id) {
      await replace(id, (item) => item && null)
    },
  }
}

type Next = (item: OutboxItem | undefined) => OutboxItem | null | undefined

async function replaceItem(
  { store, lock, onChange }: OutboxPorts,
  id: string,
  next: Next,
): Promise<LocalChange> {
  // Under the sending lock: a workout in flight is either confirmed first, or not sent yet.
  const result = await lock(lockOf(id), async () => {
    const item = next(await store.get(id))
    if (item === undefined) return 'nothing-here'
    await (item === null ? store.delete(id) : store.put(item))
    return 'changed'
  })
  onChange({ kind: 'stored' })
  return result
}

function ownItems(items: OutboxItem[], userId: string | null): OutboxItem[] {
  return items.filter((item) => isOf(item, userId))
}

/** A workout of an account that the server does not have. */
function isSomebodys(item: OutboxItem): boolean {
  return item.ownerId !== null && item.atServer !== true && !item.removed && !isSettled(item)
}

function isOf(item: OutboxItem, userId: string | null): boolean {
  return item.ownerId === null || item.ownerId === userId
}

/**
 * Under one lock from storing to the answer: what another tab changes meanwhile is neither sent nor dropped with it.
 */
async function makeNow(
  ports: OutboxPorts,
  workout: NewWorkout | Workout,
  change: Change,
  owner: string | null,
): Promise<ChangePlace> {
  const { store } = ports
  const { id } = workout
  const { outcome, left } = await ports.lock(lockOf(id), async () => {
    const waiting = await store.get(id)
    const item = changed(
      waiting ?? { ...newItem(workout, owner), atServer: true, attempts: 1 },
      change,
    )
    await (item === null ? store.delete(id) : store.put(item))
    const sent = await sendOne(ports, id)
    const after = await store.get(id)
    if (waiting === undefined && after !== undefined && after.refusal !== null)
      await store.delete(id)
    return { outcome: sent, left: after }
  })
  ports.onChange(outcome.change)
  if (left === undefined) return 'at-server'
  if (left.refusal !== null && outcome.problem !== undefined) throw outcome.problem
  return 'on-device'
}

interface Outcome {
  readonly change: OutboxChange
  /** The reason why it was not sent. */
  readonly problem?: ApiError
}

/** What is kept here: nothing on a device without storage, where what cannot be kept is sent at once or refused. */
async function keptHere(store: OutboxStore): Promise<OutboxItem[]> {
  try {
    return await store.all()
  } catch (error) {
    if (error instanceof OutboxStorageError && error.isAbsent) return []
    throw error
  }
}

/** One run over the waiting items. It reads the store again at its end, so that items added meanwhile are sent, too. */
async function sendAll(ports: OutboxPorts, dueOnly: boolean): Promise<SyncReport> {
  const saved: SavedWorkout[] = []
  const tried = new Set<string>()
  let stopped: SyncReport['stopped'] = null
  for (;;) {
    const { userId, signedIn } = ports.session()
    if (!signedIn) stopped ??= 'signed-out'
    const items = ownItems(await keptHere(ports.store), userId)
    const now = ports.now()
    const next = items.filter(
      (item) => !tried.has(item.id) && item.refusal === null && (!dueOnly || isDue(item, now)),
    )
    if (next.length === 0 || stopped !== null) return { saved, stopped, ...tally(items) }
    for (const { id } of next) {
      tried.add(id)
      const { change, problem } = await ports.lock(lockOf(id), () => sendOne(ports, id))
      ports.onChange(change)
      if (problem !== undefined) stopped = reasonToStop(problem)
      if (change.kind === 'saved') saved.push(change.saved)
      if (stopped !== null || !isSameSession(ports, userId)) break
    }
  }
}

function isSameSession(ports: OutboxPorts, userId: string | null): boolean {
  const now = ports.session()
  return now.signedIn && now.userId === userId
}

/** A time further away than any pause was noted by a clock that has been set back since. */
function isDue({ retryAtMs }: OutboxItem, nowMs: number): boolean {
  return retryAtMs <= nowMs || retryAtMs > nowMs + LONGEST_PAUSE_MS
}

function tally(items: OutboxItem[]): { waiting: number; refused: number } {
  const refused = items.filter((item) => item.refusal !== null && !isSettled(item)).length
  const waiting = items.filter((item) => item.refusal === null).length
  return { waiting, refused }
}

/** Errors that would stop every other workout, too; a server error for one may not affect the next. */
function reasonToStop(problem: ApiError): SyncReport['stopped'] {
  if (problem.isRefusedToken) return 'signed-out'
  return problem.status === 0 || problem.status === 429 ? 'unreachable' : null
}

async function sendOne(ports: OutboxPorts, id: string): Promise<Outcome> {
  const { userId } = ports.session()
  const stored = await ports.store.get(id)
  // Read again under the lock: another tab may have sent it, or another user may have signed in.
  if (stored?.refusal !== null || !isOf(stored, userId)) return { change: { kind: 'elsewhere' } }
  // Stored before the request is sent: from here on the server may have it, and it belongs to this account.
  const item = { ...stored, ownerId: userId, attempts: stored.attempts + 1 }
  // What could not be noted of a guest's might be sent again for the next account.
  await (stored.ownerId === null ? ports.store.put(item) : ifRoom(ports.store.put(item)))
  try {
    const saved = await sendItem(ports.api, item)
    await ifRoom(ports.store.delete(id))
    // A user who has signed in meanwhile must not see the previous user's workouts.
    const isSameUser = ports.session().userId === userId
    return { change: isSameUser ? confirmed(id, saved) : { kind: 'elsewhere' } }
  } catch (error) {
    const problem = toApiError(error)
    const corrected = withRightClock(ports, item, problem)
    if (corrected !== null) {
      // Stored before it is sent: each later try has to send the same.
      await ports.store.put(corrected)
      return sendOne(ports, id)
    }
    const kept = afterFailure(ports, item, problem)
    await ifRoom(ports.store.put(kept))
    // Superseded by a change made elsewhere, which no list here shows yet.
    return { change: { kind: isSettled(kept) ? 'elsewhere' : 'stored' }, problem }
  }
}

/** A device that has been full since is no reason not to send: what it cannot note is sent again, under the same id. */
async function ifRoom(writing: Promise<void>): Promise<void> {
  try {
    await writing
  } catch (error) {
    if (!(error instanceof OutboxStorageError)) throw error
  }
}

/** The item with its start corrected by the server's clock, if the device's clock was why the server refused it. */
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
  const askedMs = Math.max(backOffMs, (problem.retryAfterSeconds ?? 0) * 1000)
  // With up to 50 % added at random, so that many devices do not retry at once.
  const waitMs = Math.min(askedMs * (1 + ports.random() / 2), LONGEST_PAUSE_MS)
  return { ...item, retryAtMs: ports.now() + waitMs }
}
