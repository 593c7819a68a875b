import { describe, expect, it, vi } from 'vitest'
import { type Device, type ModelServer, setUp } from '../testing/outbox-model'
import { bringBack, carryOut, editedAt } from './changes'
import { type Change, isSettled } from './item'
import { OutboxStorageError } from './store'
import { ApiError } from '@/api/errors'
import { aNewWorkout, aWorkout } from '@/api/testing/factories'
import type { NewWorkout } from '@/api/types'
import { createPageLock } from '@/shared/lib/browser/lock'

describe('changes of workouts that the server has', () => {
  async function stored(): Promise<{ server: ModelServer; device: Device; workout: NewWorkout }> {
    const { server, device } = setUp()
    const workout = aNewWorkout()
    await server.api.create(workout)
    server.requests.length = 0
    return { server, device, workout }
  }

  it('are joined into one and sent later, if made without a network', async () => {
    const { server, device, workout } = await stored()
    const outbox = device.openTab()
    await device.makeOffline(workout, { kind: 'edit', edit: { reps_count: 15 } })
    await device.makeOffline(workout, { kind: 'edit', edit: { note: 'windy' } })
    expect(await outbox.pending()).toEqual([])

    expect(await outbox.sync()).toMatchObject({ waiting: 0, refused: 0 })
    expect(server.requests).toEqual([`update ${workout.id}`])
    expect(server.workouts.get(workout.id)?.stored).toMatchObject({
      reps_count: 15,
      note: 'windy',
    })
  })

  it('leave the workout unchanged if they are undone', async () => {
    const { server, device, workout } = await stored()
    const outbox = device.openTab()
    await device.makeOffline(workout, { kind: 'remove' })
    await outbox.change(workout.id, { kind: 'restore' })
    await outbox.sync()

    expect(server.workouts.has(workout.id)).toBe(true)
    expect(await device.store.all()).toEqual([])
  })

  it('lose against a newer edit from another device, and the user is told', async () => {
    const { server, device, workout } = await stored()
    await server.api.update(workout.id, { reps_count: 30, edited_at: '2026-03-14T19:00:00.000Z' })
    const outbox = device.openTab()
    const edit = { reps_count: 15, edited_at: '2026-03-14T18:59:00.000Z' }
    await device.makeOffline(workout, { kind: 'edit', edit })

    // Nothing is left to be sent: it stays to be read.
    expect(await outbox.sync()).toMatchObject({ waiting: 0, refused: 0 })
    const [item] = await outbox.items()
    expect(item).toMatchObject({ refusal: 'newer_edit_kept' })
    expect(isSettled(item!)).toBe(true)
    expect(server.workouts.get(workout.id)?.stored.reps_count).toBe(30)

    await outbox.dismiss(workout.id)
    expect(await outbox.items()).toEqual([])
  })

  it('do not restore a workout that was deleted on another device', async () => {
    const { server, device, workout } = await stored()
    await server.api.remove(workout.id)
    const outbox = device.openTab()
    await device.makeOffline(workout, { kind: 'edit', edit: { reps_count: 15 } })
    await outbox.sync()

    expect(await outbox.items()).toMatchObject([{ refusal: 'workout_not_found' }])
    expect(server.workouts.size).toBe(0)
  })

  it('do not restore it by a late retry either', async () => {
    const { server, device } = setUp()
    const outbox = device.openTab()
    const workout = aNewWorkout()
    await outbox.add(workout)
    server.fates = ['answer-lost']
    await outbox.sync()
    await server.api.remove(workout.id)
    await outbox.sync()

    expect(await outbox.items()).toMatchObject([{ refusal: 'workout_deleted' }])
    expect(server.workouts.size).toBe(0)
  })

  it('made before the first confirmation are kept, however slow the device’s clock', async () => {
    const { server, device } = setUp()
    const outbox = device.openTab()
    const workout = aNewWorkout()
    await outbox.add(workout)
    server.fates = ['answer-lost']
    await outbox.sync()
    await server.api.update(workout.id, { note: 'elsewhere' })
    const edit = { reps_count: 15, edited_at: '2000-01-01T00:00:00.000Z' }
    await outbox.change(workout.id, { kind: 'edit', edit })
    await outbox.sync()

    expect(await outbox.items()).toEqual([])
    expect(server.workouts.get(workout.id)?.stored.reps_count).toBe(15)
  })
})

describe('a change that is made now', () => {
  const never = () => new Promise<never>(() => undefined)
  const edit = { kind: 'edit', edit: { reps_count: 15 } } as const

  it.each<Change>([edit, { kind: 'remove' }])(
    'survives the page, which was closed before the server answered: $kind',
    async (change) => {
      const { server, device } = setUp()
      const workout = aNewWorkout()
      await server.api.create(workout)
      const api = { ...server.api, update: never, remove: never }
      void carryOut(device.openTab({ api, lock: createPageLock() }), workout, change, never)
      await vi.waitFor(async () => expect(await device.store.all()).toHaveLength(1))

      expect(await device.openTab().sync()).toMatchObject({ waiting: 0, refused: 0 })
      expect(server.workouts.get(workout.id)?.stored.reps_count).toBe(
        change.kind === 'edit' ? 15 : undefined,
      )
    },
  )

  it('comes after the one that is still on its way', async () => {
    const { server, device } = setUp()
    const workout = aNewWorkout()
    await server.api.create(workout)
    const outbox = device.openTab()
    const later: Change = { kind: 'edit', edit: { reps_count: 16 } }
    await Promise.all([
      carryOut(outbox, workout, edit, never),
      carryOut(outbox, workout, later, never),
    ])
    await outbox.sync()

    expect(server.workouts.get(workout.id)?.stored.reps_count).toBe(16)
    expect(await device.store.all()).toEqual([])
  })

  it('that the server refuses says which field, and leaves nothing', async () => {
    const { server, device } = setUp()
    const workout = aNewWorkout()
    await server.api.create(workout)
    const field = { location: 'body.note', code: 'string_too_long', message: 'is too long' }
    server.fates = [new ApiError('validation_failed', 422, [field])]

    await expect(carryOut(device.openTab(), workout, edit, never)).rejects.toMatchObject({
      code: 'validation_failed',
      fields: [field],
    })
    expect(await device.store.all()).toEqual([])
  })

  it('is kept at once, also while another workout hangs in the network', async () => {
    const { server, device } = setUp()
    const [hanging, workout] = [aNewWorkout(), aNewWorkout()]
    const outbox = device.openTab({ api: { ...server.api, create: never, update: never } })
    await outbox.add(hanging)
    void outbox.sync()
    void carryOut(outbox, workout, edit, never)

    const kept = { id: workout.id, edit: edit.edit }
    await vi.waitFor(async () =>
      expect(await device.store.all()).toContainEqual(expect.objectContaining(kept)),
    )
  })

  it('that the server refuses takes no other along, made meanwhile in another tab', async () => {
    const { server, device } = setUp()
    const workout = aNewWorkout()
    await server.api.create(workout)
    server.fates = [new ApiError('validation_failed', 422), 'lost']
    const later: Change = { kind: 'edit', edit: { reps_count: 16 } }
    let other: Promise<unknown> = Promise.resolve()
    const store = {
      ...device.store,
      delete: async (id: string) => {
        other = device.openTab().make(workout, later)
        // For as long as it takes to get there, if nothing stops it.
        await new Promise((resolve) => setTimeout(resolve, 50))
        await device.store.delete(id)
      },
    }

    await expect(carryOut(device.openTab({ store }), workout, edit, never)).rejects.toThrow()
    expect(await other).toBe('on-device')
    await device.openTab().sync()
    expect(server.workouts.get(workout.id)?.stored.reps_count).toBe(16)
  })

  it('waits for its account if somebody else has signed in', async () => {
    const { server, device } = setUp()
    const workout = aNewWorkout()
    const outbox = device.openTab()
    device.session = { userId: 'ben', signedIn: true }

    expect(await carryOut(outbox, workout, edit, never, 'maya')).toBe('on-device')
    expect(server.requests).toEqual([])
    expect(await device.store.all()).toMatchObject([{ ownerId: 'maya', refusal: null }])
  })
})

describe('undoing a deletion', () => {
  it.each(['lost', 'answer-lost'] as const)(
    'restores what was deleted after a save that was %s',
    async (fate) => {
      const { server, device } = setUp()
      const outbox = device.openTab()
      const workout = aNewWorkout()
      await outbox.add(workout)
      server.fates = [fate]
      await outbox.sync()
      await outbox.change(workout.id, { kind: 'remove' })
      await outbox.sync()
      expect(server.workouts.size).toBe(0)

      await bringBack(outbox, workout, true, () => server.api.restore(workout.id))
      expect(await outbox.sync()).toMatchObject({ waiting: 0, refused: 0 })
      expect([...server.workouts.keys()]).toEqual([workout.id])
      expect(await outbox.items()).toEqual([])
    },
  )

  it('survives the page, which was closed before the server answered', async () => {
    const { server, device } = setUp()
    const workout = aNewWorkout()
    await server.api.create(workout)
    await server.api.remove(workout.id)
    const never = () => new Promise<never>(() => undefined)
    const api = { ...server.api, restore: never }
    void bringBack(device.openTab({ api, lock: createPageLock() }), workout, false, never)
    await vi.waitFor(async () => expect(await device.store.all()).toHaveLength(1))

    expect(await device.openTab().sync()).toMatchObject({ waiting: 0, refused: 0 })
    expect([...server.workouts.keys()]).toEqual([workout.id])
  })

  it.each([true, false])(
    'asks the server where nothing can be kept (unsent: %s)',
    async (unsent) => {
      const { server, device } = setUp()
      const workout = aNewWorkout()
      await server.api.create(workout)
      await server.api.remove(workout.id)
      const none = () => Promise.reject(new OutboxStorageError('none', { isAbsent: true }))
      const outbox = device.openTab({ store: { get: none, all: none, put: none, delete: none } })

      await bringBack(outbox, workout, unsent, () => server.api.restore(workout.id))
      expect([...server.workouts.keys()]).toEqual([workout.id])
    },
  )

  it('that the server refuses says why, and leaves nothing', async () => {
    const { server, device } = setUp()
    const workout = aNewWorkout()
    const restore = () => server.api.restore(workout.id)

    await expect(bringBack(device.openTab(), workout, false, restore)).rejects.toMatchObject({
      code: 'workout_not_found',
      isPassing: false,
    })
    expect(await device.store.all()).toEqual([])
  })
})

describe('the time of an edit', () => {
  it('is now, but never before the edit that was seen', () => {
    const seen = aWorkout({ edited_at: '2026-03-14T18:00:00.000Z' })
    const at = (iso: string): string => editedAt(seen, Date.parse(iso))
    expect(at('2026-03-14T19:00:00.000Z')).toBe('2026-03-14T19:00:00.000Z')
    expect(at('2026-03-14T17:00:00.000Z')).toBe('2026-03-14T18:00:00.000Z')
    expect(editedAt(aNewWorkout(), 0)).toBe('1970-01-01T00:00:00.000Z')
  })
})
