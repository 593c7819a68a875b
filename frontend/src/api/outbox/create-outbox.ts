import { type ApiError, toApiError } from '../errors'
import type { NewWorkout, SavedWorkout, WorkoutEdit } from '../types'
import { type SyncReport, createRuns } from './runs'
import type { OutboxItem, OutboxStore } from './store'
import type { Lock } from '@/shared/lib/lock'

/** What the outbox needs from outside; handed in, so that tests can stand for all of it. */
export interface OutboxPorts {
  readonly store: OutboxStore
  readonly api: {
    create(workout: NewWorkout): Promise<SavedWorkout>
    update(id: string, edit: WorkoutEdit): Promise<SavedWorkout>
    remove(id: string): Promise<void>
  }
  readonly lock: Lock
  /** Unix ms. */
  readonly now: () => number
  /** 0..1. */
  readonly random: () => number
  readonly session: () => { readonly userId: string | null; readonly signedIn: boolean }
  /** Told after every change of what is stored. */
  readonly onChange: (change: OutboxChange) => void
}

/** `sent` where the server's lists and sums are no longer what they were. */
export type OutboxChange = 'stored' | 'sent'

/** Whether the change still met the workout here, or came after it had been sent. */
export type LocalChange = 'changed' | 'already-sent'

export interface Outbox {
  /** Resolves once the workout is safe on this device. Throws OutboxStorageError where it cannot be kept. */
  add(workout: NewWorkout): Promise<void>
  /** Sends what waits. `dueOnly` leaves alone what failed a short while ago. */
  sync(options?: { dueOnly: boolean }): Promise<SyncReport>
  /** The present user's unsent workouts as they look to them, a guest's included. */
  pending(): Promise<NewWorkout[]>
  /** The same, with how their sending stands. */
  items(): Promise<OutboxItem[]>
  edit(id: string, edit: WorkoutEdit): Promise<LocalChange>
  remove(id: string): Promise<LocalChange>
  /** Lets a refused workout try again. */
  retry(id: string): Promise<void>
}

const LOCK = 'exercise-buddy.outbox'
const FIRST_RETRY_MS = 2_000
const LONGEST_RETRY_MS = 300_000

/** The stored workout with what its owner changed since. */
export function asSeen(item: OutboxItem): NewWorkout {
  return { ...item.workout, ...withoutNulls(item.edit) }
}

function withoutNulls(edit: WorkoutEdit | null): Partial<NewWorkout> {
  const entries = Object.entries(edit ?? {}).filter(
    ([key, value]) => value !== null || key === 'note',
  )
  return Object.fromEntries(entries)
}

export function createOutbox(ports: OutboxPorts): Outbox {
  const { store, lock, onChange } = ports
  const runs = createRuns((dueOnly) => sendAll(ports, dueOnly))

  async function change(
    id: string,
    next: (item: OutboxItem) => OutboxItem | null,
  ): Promise<LocalChange> {
    // Under the lock of sending: a workout on its way is either confirmed first, or not yet sent.
    const result = await lock(LOCK, async () => {
      const item = await store.get(id)
      if (item === undefined) return 'already-sent'
      const changed = next(item)
      await (changed === null ? store.delete(id) : store.put(changed))
      return 'changed'
    })
    onChange('stored')
    return result
  }

  return {
    async add(workout) {
      await store.put(newItem(workout, ports.session().userId))
      onChange('stored')
    },
    sync: ({ dueOnly } = { dueOnly: false }) => runs(dueOnly),
    async pending() {
      return (await this.items()).map(asSeen)
    },
    async items() {
      return ownItems(await store.all(), ports.session().userId).filter((item) => !item.removed)
    },
    edit: (id, edit) => change(id, (item) => edited(item, edit)),
    remove: (id) => change(id, (item) => (item.attempts === 0 ? null : withRemoval(item))),
    async retry(id) {
      await change(id, (item) => ({ ...item, refusal: null, retryAtMs: 0 }))
    },
  }
}

function newItem(workout: NewWorkout, ownerId: string | null): OutboxItem {
  return {
    id: workout.id,
    ownerId,
    workout,
    edit: null,
    removed: false,
    attempts: 0,
    retryAtMs: 0,
    refusal: null,
  }
}

function edited(item: OutboxItem, edit: WorkoutEdit): OutboxItem {
  if (item.attempts === 0) return { ...item, workout: { ...item.workout, ...withoutNulls(edit) } }
  return { ...item, edit: { ...item.edit, ...edit }, refusal: null, retryAtMs: 0 }
}

function withRemoval(item: OutboxItem): OutboxItem {
  return { ...item, removed: true, refusal: null, retryAtMs: 0 }
}

function ownItems(items: OutboxItem[], userId: string | null): OutboxItem[] {
  return items.filter((item) => isOf(item, userId))
}

function isOf(item: OutboxItem, userId: string | null): boolean {
  return item.ownerId === null || item.ownerId === userId
}

/** `saved` is null where there was nothing to save: deleted, or sent by another tab meanwhile. */
type Outcome = { readonly saved: SavedWorkout | null } | { readonly problem: ApiError }

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
    const outcome = await ports.lock(LOCK, () => sendOne(ports, next.id))
    ports.onChange('problem' in outcome ? 'stored' : 'sent')
    if ('problem' in outcome) stopped = reasonToStop(outcome.problem)
    else if (outcome.saved) saved.push(outcome.saved)
  }
}

function tally(items: OutboxItem[]): { waiting: number; refused: number } {
  const refused = items.filter((item) => item.refusal !== null).length
  return { waiting: items.length - refused, refused }
}

/** What would stop every other workout too; a server that fails over one may well take the next. */
function reasonToStop(problem: ApiError): SyncReport['stopped'] {
  if (problem.status === 401) return 'signed-out'
  return problem.status === 0 || problem.status === 429 ? 'unreachable' : null
}

async function sendOne(ports: OutboxPorts, id: string): Promise<Outcome> {
  const { userId } = ports.session()
  const stored = await ports.store.get(id)
  // Read again under the lock: another tab may have sent it, and another person may have signed in.
  if (stored?.refusal !== null || !isOf(stored, userId)) return { saved: null }
  // Written down before the request leaves: from here on the server may hold it, and it is this account's.
  const item = { ...stored, ownerId: userId, attempts: stored.attempts + 1 }
  await ports.store.put(item)
  try {
    const saved = await send(ports, item)
    await ports.store.delete(id)
    return { saved }
  } catch (error) {
    const problem = toApiError(error)
    await ports.store.put(afterFailure(ports, item, problem))
    return { problem }
  }
}

async function send(ports: OutboxPorts, item: OutboxItem): Promise<SavedWorkout | null> {
  if (item.removed) {
    await ports.api.remove(item.id).catch(unlessMissing)
    return null
  }
  const saved = await ports.api.create(item.workout)
  return item.edit === null ? saved : ports.api.update(item.id, item.edit)
}

function unlessMissing(error: unknown): void {
  if (toApiError(error).status !== 404) throw error
}

function afterFailure(ports: OutboxPorts, item: OutboxItem, problem: ApiError): OutboxItem {
  if (problem.status === 401) return item
  if (!problem.isPassing) return { ...item, refusal: problem.code }
  const backOffMs = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (item.attempts - 1))
  const waitMs = Math.max(backOffMs, (problem.retryAfterSeconds ?? 0) * 1000)
  // Spread over half as much again, so that many devices do not come back at once.
  return { ...item, retryAtMs: ports.now() + waitMs * (1 + ports.random() / 2) }
}
