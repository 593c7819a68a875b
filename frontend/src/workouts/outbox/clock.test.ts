import { describe, expect, it } from 'vitest'
import { setUp } from '../testing/outbox-model'
import { ApiError } from '@/api/errors'
import { aNewWorkout } from '@/api/testing/factories'

describe('the outbox', () => {
  it.each([
    ['two days ahead', 2 * 86_400_000],
    ['ten years ahead', 3650 * 86_400_000],
    ['at the beginning of 1970', -Date.parse('2026-03-14T18:00:00Z')],
  ])('corrects a start by the server’s time if the device’s clock is %s', async (_, errorMs) => {
    const { server, device } = setUp()
    const serverMs = Date.parse('2026-03-14T18:00:00Z')
    device.nowMs = serverMs + errorMs
    const workout = aNewWorkout({
      started_at: new Date(device.nowMs - 120_000).toISOString(),
      duration_seconds: 60,
    })
    const outbox = device.openTab()
    await outbox.add(workout)
    server.fates = ['ok', 'answer-lost']

    expect(await outbox.sync()).toMatchObject({ waiting: 1, refused: 0 })
    // The same again, whatever the clocks say by then.
    device.nowMs = serverMs + 5_000_000
    expect(await outbox.sync()).toMatchObject({ waiting: 0, refused: 0 })
    expect(server.workouts.get(workout.id)?.stored).toEqual({
      ...workout,
      started_at: '2026-03-14T17:58:00.000Z',
    })
  })

  it('replaces a start that no wrong clock explains by that of a set that has just ended', async () => {
    const { server, device } = setUp()
    device.nowMs = Date.parse('2026-03-14T18:00:00Z')
    const workout = aNewWorkout({ started_at: '2027-01-01T00:00:00Z', duration_seconds: 60 })
    const outbox = device.openTab()
    await outbox.add(workout)

    expect(await outbox.sync()).toMatchObject({ waiting: 0, refused: 0 })
    expect(server.workouts.get(workout.id)?.stored.started_at).toBe('2026-03-14T17:59:00.000Z')
  })

  it('corrects a start once, also of a workout that an earlier release left as refused', async () => {
    const { server, device } = setUp()
    const outbox = device.openTab()
    const workout = aNewWorkout({ started_at: '2027-01-01T00:00:00Z' })
    await outbox.add(workout)
    const field = { location: 'body.started_at', code: 'value_error', message: 'no' }
    const refusal = new ApiError('validation_failed', 422, [field], null, Date.UTC(2026, 2, 14))
    server.fates = [refusal, refusal]
    expect(await outbox.sync()).toMatchObject({ waiting: 0, refused: 1 })
    expect(server.requests).toHaveLength(2)

    const old = aNewWorkout({ started_at: '2027-01-01T00:00:00Z' })
    await outbox.add(old)
    await device.store.put({ ...(await device.store.get(old.id))!, refusal: 'validation_failed' })
    await outbox.retry(old.id)
    await outbox.sync()
    expect(server.workouts.has(old.id)).toBe(true)
  })

  it('sends a workout without its time zone if the server does not know the zone', async () => {
    const { server, device } = setUp()
    const workout = aNewWorkout({ time_zone: 'Europe/Newtown' })
    const outbox = device.openTab()
    await outbox.add(workout)
    server.fates = [new ApiError('unknown_time_zone', 422)]

    expect(await outbox.sync()).toMatchObject({ waiting: 0, refused: 0 })
    expect(server.workouts.get(workout.id)?.stored).not.toHaveProperty('time_zone')
  })
})
