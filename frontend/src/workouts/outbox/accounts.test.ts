import { describe, expect, it, vi } from 'vitest'
import { setUp } from '../testing/outbox-model'
import { aNewWorkout } from '@/api/testing/factories'

describe('accounts on one device', () => {
  it('a guest’s workouts go into the account that signs in next', async () => {
    const { server, device } = setUp()
    device.session = { userId: null, signedIn: false }
    const outbox = device.openTab()
    await outbox.add(aNewWorkout())
    device.session = { userId: 'maya', signedIn: true }

    expect(await outbox.items()).toHaveLength(1)
    await outbox.sync()

    expect(server.workouts.size).toBe(1)
  })

  it('never send each other’s workouts', async () => {
    const { server, device } = setUp()
    const outbox = device.openTab()
    await outbox.add(aNewWorkout())
    device.session = { userId: 'ben', signedIn: true }

    expect(await outbox.pending()).toEqual([])
    expect(await outbox.sync()).toMatchObject({ waiting: 0 })
    expect(server.requests).toEqual([])

    device.session = { userId: 'maya', signedIn: true }
    expect(await outbox.sync()).toMatchObject({ waiting: 0 })
    expect(server.workouts.size).toBe(1)
  })

  it('a set belongs to the user it began with, even if they were signed out in the middle of it', async () => {
    const { server, device } = setUp()
    const outbox = device.openTab()
    device.session = { userId: null, signedIn: false }
    await outbox.add(aNewWorkout(), 'maya')
    expect(await outbox.awaitingSignIn()).toHaveLength(1)

    device.session = { userId: 'ben', signedIn: true }
    expect(await outbox.items()).toEqual([])
    await outbox.sync()
    expect(server.requests).toEqual([])

    device.session = { userId: 'maya', signedIn: true }
    await outbox.sync()
    expect(server.workouts.size).toBe(1)
  })

  it('a guest’s workout that was once sent stays with the account it was sent for', async () => {
    const { server, device } = setUp()
    device.session = { userId: null, signedIn: false }
    const outbox = device.openTab()
    await outbox.add(aNewWorkout())
    device.session = { userId: 'maya', signedIn: true }
    server.fates = ['answer-lost']
    await outbox.sync()

    device.session = { userId: 'ben', signedIn: true }
    await outbox.sync()

    expect(server.requests).toHaveLength(1)
  })

  it('say with each request whose it is: another may sign in between two of them', async () => {
    const { server, device } = setUp()
    const workout = aNewWorkout()
    const api = {
      create: vi.fn(server.api.create),
      update: vi.fn(server.api.update),
      remove: vi.fn(server.api.remove),
      restore: vi.fn(server.api.restore),
    }
    const outbox = device.openTab({ api })
    await outbox.add(workout)
    server.fates = ['answer-lost']
    await outbox.sync()
    await outbox.change(workout.id, { kind: 'remove' })
    await outbox.sync()
    server.fates = ['lost']
    await outbox.make(workout, { kind: 'restore' })
    await outbox.change(workout.id, { kind: 'edit', edit: { reps_count: 5 } })
    await outbox.sync()

    const requests = Object.values(api).flatMap(({ mock }) => mock.calls as unknown[][])
    expect(requests.map((asked) => asked.at(-1))).toEqual(Array(5).fill('maya'))
  })

  it('nothing is sent if the session changed while waiting for its turn', async () => {
    const { server, device } = setUp()
    const outbox = device.openTab({
      lock: (_name, work) => {
        device.session = { userId: 'ben', signedIn: true }
        return work()
      },
    })
    await outbox.add(aNewWorkout())

    await outbox.sync()

    expect(server.requests).toEqual([])
  })
})
