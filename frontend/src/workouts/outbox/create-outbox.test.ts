import { describe, expect, it, vi } from 'vitest'
import { setUp } from '../testing/outbox-model'
import { OutboxStorageError } from './store'
import { ApiError } from '@/api/errors'
import { aNewWorkout } from '@/api/testing/factories'
import type { NewWorkout, SavedWorkout } from '@/api/types'

describe('a finished workout', () => {
  it('is stored on the device before any request, and removed once the server has it', async () => {
    const { server, device } = setUp()
    const outbox = device.openTab()
    const workout = aNewWorkout()

    await outbox.add(workout)
    expect(server.requests).toEqual([])
    expect(await outbox.pending()).toEqual([workout])

    const report = await outbox.sync()
    expect(report).toMatchObject({ waiting: 0, refused: 0, stopped: null })
    expect(report.saved.map((saved) => saved.workout.id)).toEqual([workout.id])
    expect(await outbox.pending()).toEqual([])
    expect([...server.workouts.keys()]).toEqual([workout.id])
  })

  it('survives a crash between storing and sending', async () => {
    const { server, device } = setUp()
    const workout = aNewWorkout()
    await device.openTab().add(workout)

    await device.openTab().sync()

    expect(server.workouts.has(workout.id)).toBe(true)
  })

  it('is stored once after a crash between the server’s commit and its answer', async () => {
    const { server, device } = setUp()
    const workout = aNewWorkout()
    const crashed = device.openTab()
    await crashed.add(workout)
    server.fates = ['answer-lost']
    await crashed.sync()
    expect(server.workouts.size).toBe(1)

    const report = await device.openTab().sync()

    expect(report).toMatchObject({ waiting: 0, refused: 0 })
    expect(server.workouts.size).toBe(1)
  })

  it('that is added while others are being sent is sent in the same run', async () => {
    const { server, device } = setUp()
    const outbox = device.openTab()
    await outbox.add(aNewWorkout())
    const run = outbox.sync()
    await outbox.add(aNewWorkout())

    const report = await run

    expect(report.saved).toHaveLength(2)
    expect(server.workouts.size).toBe(2)
  })

  it('leaves nothing to send on a device without storage, which is no failure', async () => {
    const { device } = setUp()
    const all = () => Promise.reject(new OutboxStorageError('none', { isAbsent: true }))
    const outbox = device.openTab({ store: { ...device.store, all } })

    expect(await outbox.sync()).toEqual({ saved: [], waiting: 0, refused: 0, stopped: null })
    expect(await outbox.pending()).toEqual([])
  })

  it('is not lost where a change of it came first, which took it to be at the server', async () => {
    const { server, device } = setUp()
    const outbox = device.openTab()
    const workout = aNewWorkout()
    server.fates = ['lost']
    await outbox.make(workout, { kind: 'edit', edit: { reps_count: 9 } })

    await outbox.add(workout)
    expect(await outbox.pending()).toMatchObject([{ id: workout.id, reps_count: 9 }])
    await outbox.sync()
    expect(server.workouts.get(workout.id)?.stored).toMatchObject({ reps_count: 9 })
  })

  it('is reported when the device cannot keep it', async () => {
    const { device } = setUp()
    const store = { ...device.store, put: () => Promise.reject(new OutboxStorageError('full')) }
    const outbox = device.openTab({ store })

    await expect(outbox.add(aNewWorkout())).rejects.toBeInstanceOf(OutboxStorageError)
  })
})

describe('sending', () => {
  it('happens once for simultaneous calls', async () => {
    const { server, device } = setUp()
    const outbox = device.openTab()
    await outbox.add(aNewWorkout())

    await Promise.all([outbox.sync(), outbox.sync(), outbox.sync()])

    expect(server.requests).toHaveLength(1)
  })

  it('happens once for two tabs', async () => {
    const { server, device } = setUp()
    const tabs = [device.openTab(), device.openTab()]
    for (let count = 0; count < 5; count += 1) await tabs[0]!.add(aNewWorkout())

    await Promise.all(tabs.map((tab) => tab.sync()))

    expect(server.requests).toHaveLength(5)
    expect(new Set(server.requests).size).toBe(5)
  })

  it('of thousands reads what waits twice, not once for each', async () => {
    const { server, device } = setUp()
    let reads = 0
    const all = () => {
      reads += 1
      return device.store.all()
    }
    const outbox = device.openTab({ store: { ...device.store, all } })
    for (let count = 0; count < 200; count += 1) await outbox.add(aNewWorkout())

    expect(await outbox.sync()).toMatchObject({ waiting: 0 })
    expect(server.workouts.size).toBe(200)
    expect(reads).toBe(2)
  })

  it('does not touch the network while signed out', async () => {
    const { server, device } = setUp()
    device.session = { userId: null, signedIn: false }
    const outbox = device.openTab()
    await outbox.add(aNewWorkout())

    expect(await outbox.sync()).toMatchObject({ stopped: 'signed-out', waiting: 1 })
    expect(server.requests).toEqual([])
  })

  it('is tried again soon though the clock was set back by days after a failure', async () => {
    const { server, device } = setUp()
    device.nowMs = 5 * 86_400_000
    const outbox = device.openTab()
    await outbox.add(aNewWorkout())
    server.fates = ['lost']
    await outbox.sync()

    await outbox.sync({ dueOnly: true })
    expect(server.requests).toHaveLength(1)
    device.nowMs -= 3 * 86_400_000
    await outbox.sync({ dueOnly: true })
    expect(server.workouts.size).toBe(1)
  })

  it('waits for a sign-in after a 401', async () => {
    const { server, device } = setUp()
    const outbox = device.openTab()
    await outbox.add(aNewWorkout())
    await outbox.add(aNewWorkout())
    server.fates = [new ApiError('refresh_token_expired', 401)]

    expect(await outbox.sync()).toMatchObject({ stopped: 'signed-out', waiting: 2, refused: 0 })
    expect(await outbox.sync()).toMatchObject({ stopped: null, waiting: 0 })
  })

  it.each([
    ['workout_id_conflict', 409],
    ['validation_failed', 422],
  ])('sets aside what is refused with %s, and goes on with the rest', async (code, status) => {
    const { server, device } = setUp()
    const outbox = device.openTab()
    const bad = aNewWorkout()
    await outbox.add(bad)
    await outbox.add(aNewWorkout())
    server.fates = [new ApiError(code, status)]

    expect(await outbox.sync()).toMatchObject({ waiting: 0, refused: 1 })
    expect(await outbox.items()).toMatchObject([{ id: bad.id, refusal: code }])
    expect(server.workouts.size).toBe(1)
    await outbox.sync()
    expect(server.requests).toHaveLength(2)

    await outbox.retry(bad.id)
    expect(await outbox.sync()).toMatchObject({ waiting: 0, refused: 0 })
  })

  it('retries on request what the current run has given up', async () => {
    const { server, device } = setUp()
    const outbox = device.openTab()
    await outbox.add(aNewWorkout())
    await outbox.add(aNewWorkout())
    server.fates = [new ApiError('internal_error', 500)]
    const run = outbox.sync({ dueOnly: true })

    const report = await outbox.sync()

    expect(await run).toMatchObject({ waiting: 1 })
    expect(report).toMatchObject({ waiting: 0 })
    expect(report.saved).toHaveLength(2)
    expect(server.workouts.size).toBe(2)
  })

  it('goes on after a run that failed because of the device’s storage', async () => {
    const { server, device } = setUp()
    let broken = true
    const store = {
      ...device.store,
      all: () => (broken ? Promise.reject(new OutboxStorageError('gone')) : device.store.all()),
    }
    const outbox = device.openTab({ store })
    await outbox.add(aNewWorkout())
    const runs = [outbox.sync(), outbox.sync()]
    for (const run of runs) await expect(run).rejects.toBeInstanceOf(OutboxStorageError)

    broken = false
    expect(await outbox.sync()).toMatchObject({ waiting: 0 })
    expect(server.workouts.size).toBe(1)
  })

  it('stops at once if the network is down', async () => {
    const { server, device } = setUp()
    const outbox = device.openTab()
    await outbox.add(aNewWorkout())
    await outbox.add(aNewWorkout())
    server.fates = ['lost']

    expect(await outbox.sync()).toMatchObject({ stopped: 'unreachable', waiting: 2 })
    expect(server.requests).toHaveLength(1)
  })

  it('tries the next one if the server fails on one', async () => {
    const { server, device } = setUp()
    const outbox = device.openTab()
    await outbox.add(aNewWorkout())
    await outbox.add(aNewWorkout())
    server.fates = [new ApiError('internal_error', 500)]

    expect(await outbox.sync()).toMatchObject({ waiting: 1, refused: 0, stopped: null })
  })

  it('retries after growing pauses, and on request', async () => {
    const { server, device } = setUp()
    const outbox = device.openTab()
    await outbox.add(aNewWorkout())
    const down = new ApiError('database_unavailable', 503)
    const dueAt: number[] = []
    for (let attempt = 0; attempt < 10; attempt += 1) {
      server.fates = [down]
      await outbox.sync()
      dueAt.push((await outbox.items())[0]!.retryAtMs / 1000)
    }
    expect(dueAt).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 300, 300])

    const sent = server.requests.length
    await outbox.sync({ dueOnly: true })
    expect(server.requests).toHaveLength(sent)

    device.nowMs = 300_000
    expect(await outbox.sync({ dueOnly: true })).toMatchObject({ waiting: 0 })
  })

  it('respects the pause that the server asks for', async () => {
    const { server, device } = setUp()
    const outbox = device.openTab()
    await outbox.add(aNewWorkout())
    server.fates = [new ApiError('too_many_requests', 429, [], 60)]

    expect(await outbox.sync()).toMatchObject({ stopped: 'unreachable' })
    expect(await outbox.items()).toMatchObject([{ retryAtMs: 60_000 }])
  })
})

describe('changing a waiting workout', () => {
  it('changes what is stored if it was never sent', async () => {
    const { server, device } = setUp()
    const outbox = device.openTab()
    const workout = aNewWorkout()
    await outbox.add(workout)

    expect(
      await outbox.change(workout.id, {
        kind: 'edit',
        edit: { reps_count: 15, note: 'corrected' },
      }),
    ).toBe('changed')
    await outbox.sync()

    expect(server.requests).toEqual([`create ${workout.id}`])
    expect(server.workouts.get(workout.id)?.stored).toMatchObject({
      reps_count: 15,
      note: 'corrected',
    })
  })

  it('sends a change afterwards if the first try may have arrived', async () => {
    const { server, device } = setUp()
    const outbox = device.openTab()
    const workout = aNewWorkout({ reps_count: 12 })
    await outbox.add(workout)
    server.fates = ['answer-lost']
    await outbox.sync()

    await outbox.change(workout.id, { kind: 'edit', edit: { reps_count: 15 } })
    expect(await outbox.pending()).toMatchObject([{ reps_count: 15 }])
    expect(await outbox.sync()).toMatchObject({ waiting: 0, refused: 0 })

    expect(server.workouts.get(workout.id)?.stored).toMatchObject({ reps_count: 15 })
  })

  it('deletes one that was never sent without telling the server', async () => {
    const { server, device } = setUp()
    const outbox = device.openTab()
    const workout = aNewWorkout()
    await outbox.add(workout)

    expect(await outbox.change(workout.id, { kind: 'remove' })).toBe('changed')
    await outbox.sync()

    expect(server.requests).toEqual([])
  })

  it.each(['lost', 'answer-lost'] as const)(
    'also deletes it at the server after a try that ended with "%s"',
    async (fate) => {
      const { server, device } = setUp()
      const outbox = device.openTab()
      const workout = aNewWorkout()
      await outbox.add(workout)
      server.fates = [fate]
      await outbox.sync()

      await outbox.change(workout.id, { kind: 'remove' })
      expect(await outbox.pending()).toEqual([])
      expect(await outbox.sync()).toMatchObject({ waiting: 0, refused: 0 })

      expect(server.workouts.size).toBe(0)
      expect(await device.store.all()).toEqual([])
    },
  )

  it('reports that the workout has already been sent', async () => {
    const { server, device } = setUp()
    const outbox = device.openTab()
    const workout = aNewWorkout()
    await outbox.add(workout)
    const run = outbox.sync()
    await vi.waitFor(() => expect(server.requests).toHaveLength(1))
    const late = outbox.change(workout.id, { kind: 'edit', edit: { reps_count: 15 } })
    await run

    expect(await late).toBe('nothing-here')
    expect(await outbox.change(workout.id, { kind: 'remove' })).toBe('nothing-here')
  })

  it('notifies its listeners', async () => {
    const { device } = setUp()
    const onChange = vi.fn()
    const outbox = device.openTab({ onChange })
    const workout = aNewWorkout()
    await outbox.add(workout)
    const { saved } = await outbox.sync()

    expect(saved).toMatchObject([{ workout: { id: workout.id } }])
    expect(onChange.mock.calls).toEqual([
      [{ kind: 'stored' }],
      [{ kind: 'saved', saved: saved[0] }],
    ])
  })

  it('does not give one account’s answer to the next', async () => {
    const { server, device } = setUp()
    const onChange = vi.fn()
    const create = async (workout: NewWorkout): Promise<SavedWorkout> => {
      const saved = await server.api.create(workout)
      device.session = { userId: 'somebody else', signedIn: true }
      return saved
    }
    const outbox = device.openTab({ onChange, api: { ...server.api, create } })
    await outbox.add(aNewWorkout())
    await outbox.sync()

    expect(onChange).toHaveBeenLastCalledWith({ kind: 'elsewhere' })
  })
})
