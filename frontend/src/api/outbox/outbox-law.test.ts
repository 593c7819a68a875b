import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ApiError } from '../errors'
import { aNewWorkout } from '../testing/factories'
import { Device, type Fate, ModelServer } from '../testing/outbox-model'
import type { LocalChange } from './create-outbox'

type Step =
  | { readonly do: 'add' }
  | { readonly do: 'edit' | 'remove'; readonly which: number; readonly reps: number }
  | { readonly do: 'sync'; readonly tab: number; readonly fates: readonly Fate[] }

const fate = fc.constantFrom<Fate>(
  'ok',
  'lost',
  'answer-lost',
  new ApiError('internal_error', 500),
  new ApiError('refresh_token_expired', 401),
)

const step = fc.oneof(
  fc.record({ do: fc.constant('add' as const) }),
  fc.record({
    do: fc.constantFrom('edit' as const, 'remove' as const),
    which: fc.nat(5),
    reps: fc.nat(99),
  }),
  fc.record({
    do: fc.constant('sync' as const),
    tab: fc.nat(1),
    fates: fc.array(fate, { maxLength: 4 }),
  }),
)

/** What the person wants: the count of each workout that they keep. */
type Wanted = Map<string, number>

async function run(steps: readonly Step[]): Promise<{ wanted: Wanted; stored: Wanted }> {
  const server = new ModelServer()
  const device = new Device(server)
  const tabs = [device.openTab(), device.openTab()]
  const wanted: Wanted = new Map()
  const outbox = tabs[0]!

  const atServer = async (change: LocalChange, work: () => Promise<unknown>): Promise<void> => {
    server.fates = []
    if (change === 'already-sent') await work()
  }

  for (const each of steps) {
    if (each.do === 'add') {
      const workout = aNewWorkout()
      wanted.set(workout.id, workout.reps_count)
      await outbox.add(workout)
    } else if (each.do === 'sync') {
      server.fates = [...each.fates]
      await tabs[each.tab]!.sync()
    } else {
      const id = [...wanted.keys()][each.which]
      if (id === undefined) continue
      if (each.do === 'edit') {
        wanted.set(id, each.reps)
        const edit = { reps_count: each.reps }
        await atServer(await outbox.edit(id, edit), () => server.api.update(id, edit))
      } else {
        wanted.delete(id)
        await atServer(await outbox.remove(id), () => server.api.remove(id))
      }
    }
  }
  server.fates = []
  await outbox.sync()
  const stored = [...server.workouts.values()].map(
    ({ stored: { id, reps_count } }) => [id, reps_count] as const,
  )
  return { wanted, stored: new Map(stored) }
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
