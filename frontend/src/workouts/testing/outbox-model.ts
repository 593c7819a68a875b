import { createOutbox, type Outbox, type OutboxPorts } from '../outbox/create-outbox'
import type { Change } from '../outbox/item'
import { openOutboxStore, type OutboxStore } from '../outbox/store'
import { ApiError } from '@/api/errors'
import { someStatistics, aWorkout } from '@/api/testing/factories'
import type { NewWorkout, SavedWorkout, WorkoutEdit } from '@/api/types'
import { createPageLock } from '@/shared/lib/browser/lock'

/** What happens to a request: it arrives or not, and its answer arrives or not. */
export type Fate = 'ok' | 'lost' | 'answer-lost' | ApiError

const DAY_MS = 86_400_000

interface Row {
  readonly stored: NewWorkout
  readonly body: string
  readonly editedAt: string
}

/** The server's clock. */
const NOW = '2026-03-14T18:00:00.000Z'

function move(id: string, from: Map<string, Row>, to: Map<string, Row>): boolean {
  const row = from.get(id)
  if (row === undefined) return false
  to.set(id, row)
  return from.delete(id)
}

/** A server that keeps workouts by the rules of the real one, behind a network that fails as told. */
export class ModelServer {
  /** What is stored and not deleted, and the body that it came with. */
  readonly workouts = new Map<string, Row>()
  readonly #deleted = new Map<string, Row>()
  readonly requests: string[] = []
  /** The fates of the next requests; `ok` when they run out. */
  fates: Fate[] = []

  readonly api = {
    create: (workout: NewWorkout) =>
      this.#request(`create ${workout.id}`, () => this.#create(workout)),
    update: (id: string, edit: WorkoutEdit) =>
      this.#request(`update ${id}`, () => this.#update(id, edit)),
    remove: (id: string) => this.#request(`remove ${id}`, () => this.#remove(id)),
    restore: (id: string) => this.#request(`restore ${id}`, () => this.#restore(id)),
  } satisfies OutboxPorts['api']

  async #request<Result>(name: string, work: () => Result): Promise<Result> {
    this.requests.push(name)
    const fate = this.fates.shift() ?? 'ok'
    // A real request takes a while, in which others may come.
    await new Promise((resolve) => setTimeout(resolve, 0))
    if (fate instanceof ApiError) throw fate
    if (fate === 'lost') throw new ApiError('network', 0)
    const result = work()
    if (fate === 'answer-lost') throw new ApiError('network', 0)
    return result
  }

  #create(workout: NewWorkout): SavedWorkout {
    refuseImpossibleStart(workout)
    if (this.#deleted.has(workout.id)) throw new ApiError('workout_deleted', 410)
    const body = JSON.stringify(workout)
    const known = this.workouts.get(workout.id)
    if (known !== undefined && known.body !== body) throw new ApiError('workout_id_conflict', 409)
    if (known === undefined) this.workouts.set(workout.id, { stored: workout, body, editedAt: '' })
    return this.#saved(workout.id)
  }

  #update(id: string, edit: WorkoutEdit): SavedWorkout {
    const known = this.workouts.get(id)
    if (known === undefined) throw new ApiError('workout_not_found', 404)
    const { edited_at: editedAt = NOW, ...rest } = edit
    if (known.editedAt > editedAt) throw new ApiError('newer_edit_kept', 409)
    const stored = { ...known.stored, ...(rest as NewWorkout) }
    this.workouts.set(id, { ...known, stored, editedAt })
    return this.#saved(id)
  }

  #remove(id: string): void {
    if (!move(id, this.workouts, this.#deleted) && !this.#deleted.has(id)) {
      throw new ApiError('workout_not_found', 404)
    }
  }

  #restore(id: string): SavedWorkout {
    if (!move(id, this.#deleted, this.workouts) && !this.workouts.has(id)) {
      throw new ApiError('workout_not_found', 404)
    }
    return this.#saved(id)
  }

  #saved(id: string): SavedWorkout {
    return { workout: aWorkout({ id }), statistics: someStatistics() }
  }
}

function refuseImpossibleStart({ started_at: start }: NewWorkout): void {
  const startedMs = Date.parse(start)
  const nowMs = Date.parse(NOW)
  if (startedMs >= Date.UTC(2000) && startedMs <= nowMs + DAY_MS) return
  const field = { location: 'body.started_at', code: 'value_error', message: 'is not possible' }
  throw new ApiError('validation_failed', 422, [field], null, nowMs)
}

let databases = 0

/** One device with its store, its lock and its clock, on which any number of tabs can be opened. */
export class Device {
  readonly store: OutboxStore
  nowMs = 0
  session: { userId: string | null; signedIn: boolean } = { userId: 'maya', signedIn: true }
  readonly #lock = createPageLock()
  readonly #server: ModelServer

  constructor(server: ModelServer) {
    databases += 1
    this.store = openOutboxStore(`test-${databases}`)
    this.#server = server
  }

  /** A change that waits, since no network was there for it. */
  async makeOffline(workout: NewWorkout, change: Change): Promise<void> {
    const lost = (): Promise<never> => Promise.reject(new ApiError('network', 0))
    const api = { create: lost, update: lost, remove: lost, restore: lost }
    await this.openTab({ api }).make(workout, change)
  }

  openTab(over: Partial<OutboxPorts> = {}): Outbox {
    return createOutbox({
      store: this.store,
      api: this.#server.api,
      lock: this.#lock,
      now: () => this.nowMs,
      random: () => 0,
      session: () => this.session,
      onChange: () => undefined,
      ...over,
    })
  }
}

export function setUp(): { server: ModelServer; device: Device } {
  const server = new ModelServer()
  return { server, device: new Device(server) }
}
