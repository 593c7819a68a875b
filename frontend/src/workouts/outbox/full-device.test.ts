import { describe, expect, it } from 'vitest'
import { setUp } from '../testing/outbox-model'
import { OutboxStorageError } from './store'
import { aNewWorkout } from '@/api/testing/factories'

const full = () => Promise.reject(new OutboxStorageError('full'))

describe('sending', () => {
  it('needs no room on the device, which has been full since the workout was put there', async () => {
    const { server, device } = setUp()
    const workouts = [aNewWorkout(), aNewWorkout()]
    for (const workout of workouts) await device.openTab().add(workout)
    server.fates = ['answer-lost']
    const outbox = device.openTab({ store: { ...device.store, put: full } })

    await outbox.sync()
    expect(await outbox.sync()).toMatchObject({ saved: [{}, {}], waiting: 0 })
    expect([...server.workouts.keys()]).toEqual(workouts.map(({ id }) => id))
  })

  it('is tried again if the device cannot even remove what the server has', async () => {
    const { server, device } = setUp()
    const workout = aNewWorkout()
    await device.openTab().add(workout)
    const outbox = device.openTab({ store: { ...device.store, put: full, delete: full } })

    expect(await outbox.sync()).toMatchObject({ saved: [{ workout: { id: workout.id } }] })
    expect(await device.openTab().sync()).toMatchObject({ waiting: 0, refused: 0 })
    expect(server.workouts.size).toBe(1)
  })

  it('of a guest’s workout waits for room to note whose it has become', async () => {
    const { server, device } = setUp()
    device.session = { userId: null, signedIn: false }
    await device.openTab().add(aNewWorkout())
    device.session = { userId: 'maya', signedIn: true }
    const outbox = device.openTab({ store: { ...device.store, put: full } })

    await expect(outbox.sync()).rejects.toBeInstanceOf(OutboxStorageError)
    expect(server.requests).toEqual([])
  })
})
