import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Device, type Fate, ModelServer } from '../testing/outbox-model'
import { bringBack, carryOut } from './changes'
import type { Change } from './item'
import { ApiError } from '@/api/errors'
import { aNewWorkout } from '@/api/testing/factories'

type Step =
  | { readonly do: 'add' }
  | {
      readonly do: 'edit' | 'remove' | 'restore'
      readonly which: number
      readonly reps: number
      readonly fate: Fate
    }
  | { readonly do: 'sync'; readonly tab: number; readonly fates: readonly Fate[] }

const PASSING: readonly Fate[] = ['ok', 'lost', 'answer-lost', new ApiError('internal_error', 500)]
const passingFate = fc.constantFrom(...PASSING)
const fate = fc.constantFrom(...PASSING, new ApiError('refresh_token_expired', 401))

const step = fc.oneof(
  fc.record({ do: fc.constant('add' as const) }),
  fc.record({
    do: fc.constantFrom('edit' as const, 'remove' as const, 'restore' as const),
    which: fc.nat(5),
    reps: fc.nat(99),
    fate: passingFate,
  }),
  fc.record({
    do: fc.constant('sync' as const),
    tab: fc.nat(1),
    fates: fc.array(fate, { maxLength: 4 }),
  }),
)

/** What the person wants: the count of each workout, and whether they keep it. */
class Person {
  readonly kept = new Map<string, number>()
  readonly #removed = new Map<string, number>()

  does(step: Extract<Step, { which: number }>): { id: string; change: Change } | null {
    const pool = step.do === 'restore' ? this.#removed : this.kept
    const id = [...pool.keys()][step.which]
    if (id === undefined) return null
    if (step.do === 'edit') {
      this.kept.set(id, step.reps)
      return { id, change: { kind: 'edit', edit: { reps_count: step.reps } } }
    }
    const other = pool === this.kept ? this.#removed : this.kept
    other.set(id, pool.get(id)!)
    pool.delete(id)
    return { id, change: { kind: step.do } }
  }
}

async function run(
  steps: readonly Step[],
): Promise<{ wanted: Map<string, number>; stored: Map<string, number> }> {
  const server = new ModelServer()
  const device = new Device(server)
  const tabs = [device.openTab(), device.openTab()]
  const person = new Person()
  const outbox = tabs[0]!
  /** Not confirmed when they were removed, as `undo.ts` looks them up. */
  const unsent = new Set<string>()

  const make = async (step: Extract<Step, { which: number }>): Promise<void> => {
    const done = person.does(step)
    if (done === null) return
    const { id, change } = done
    const workout = aNewWorkout({ id, reps_count: person.kept.get(id) ?? 0 })
    server.fates = [step.fate]
    if (change.kind === 'restore') {
      await bringBack(outbox, workout, unsent.has(id), () => server.api.restore(id))
      return
    }
    if ((await outbox.pending()).some((item) => item.id === id)) unsent.add(id)
    else unsent.delete(id)
    await carryOut(outbox, workout, change, () => {
      if (change.kind === 'edit') return server.api.update(id, change.edit)
      return server.api.remove(id)
    })
  }

  for (const each of steps) {
    if (each.do === 'add') {
      const workout = aNewWorkout()
      person.kept.set(workout.id, workout.reps_count)
      await outbox.add(workout)
    } else if (each.do === 'sync') {
      server.fates = [...each.fates]
      await tabs[each.tab]!.sync()
    } else {
      await make(each)
    }
  }
  server.fates = []
  await outbox.sync()
  const stored = [...server.workouts.values()].map(
    ({ stored: { id, reps_count } }) => [id, reps_count] as const,
  )
  expect(await device.store.all()).toEqual([])
  return { wanted: person.kept, stored: new Map(stored) }
}

describe('whatever the network does', () => {
  it('the server ends up with exactly what the person kept', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const { wanted, stored } = await run(steps)
        expect(new Map([...stored].sort())).toEqual(new Map([...wanted].sort()))
      }),
      { numRuns: 150 },
    )
  })
})
