import { deleteDB } from 'idb'
import { HttpResponse, http } from 'msw'
import { afterEach, expect, it, vi } from 'vitest'
import { sendWaiting } from './send-waiting'
import { aNewWorkout, aWorkout, anAccessToken, someStatistics } from '@/api/testing/factories'
import { apiUrl, serveWith } from '@/api/testing/server'
import { checkpoint } from '@/features/train/session/stored/checkpoint'
import { clearKept } from '@/features/train/testing/clear-kept'
import { newItem } from '@/workouts/outbox/item'
import { outbox, outboxStore } from '@/workouts/outbox/outbox'
import { OUTBOX_DATABASE, openOutboxStore } from '@/workouts/outbox/store'
import { finishedWorkout } from '@/workouts/record/finished-workout'
import { clearOutbox } from '@/workouts/testing/clear-outbox'
import { setRecord } from '@/workouts/testing/set-records'

serveWith(
  http.post(apiUrl('/auth/refresh'), () => HttpResponse.json(anAccessToken())),
  http.post(apiUrl('/workouts'), async ({ request }) => {
    const { id } = (await request.json()) as { id: string }
    const saved = { workout: aWorkout({ id }), statistics: someStatistics() }
    return HttpResponse.json(saved, { status: 201 })
  }),
)
afterEach(async () => {
  vi.unstubAllGlobals()
  await clearKept()
  await clearOutbox()
})

it('has a set that was sent with no page open offered no more', async () => {
  const record = setRecord({ reps: 7 })
  checkpoint.save(record)
  await checkpoint.settled()
  await outbox.add(finishedWorkout(record, { weightKg: null, timeZone: null }))
  // A service worker has none.
  vi.stubGlobal('localStorage', undefined)
  await sendWaiting()
  vi.unstubAllGlobals()
  expect(await outbox.find(record.id)).toBeNull()
  expect(await checkpoint.all()).toEqual([])
})

it('leaves the set that was begun after it', async () => {
  const { id, ...other } = setRecord({ reps: 3 })
  checkpoint.save({ ...other, id: '0199a000-0000-7000-8000-000000000001' })
  await outbox.add(finishedWorkout({ id, ...other }, { weightKg: null, timeZone: null }))
  await sendWaiting()
  expect((await checkpoint.all())[0]?.reps).toBe(3)
})

it('leaves it to a page to put back what waited in a database that the browser has removed', async () => {
  const waiting = newItem(aNewWorkout(), null)
  await outboxStore.put(waiting)
  await deleteDB(OUTBOX_DATABASE)
  await sendWaiting()
  expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain(OUTBOX_DATABASE)
  expect(await openOutboxStore().all()).toEqual([waiting])
})
