import { deleteDB } from 'idb'
import { afterEach, expect, it, vi } from 'vitest'
import { newItem } from './item'
import { openOutboxStore } from './store'
import { aNewWorkout } from '@/api/testing/factories'
import { hangDatabases } from '@/shared/testing/hanging-database'

afterEach(() => vi.restoreAllMocks())

it('a workout counts as stored only once it is on the disk, so that an empty battery cannot lose it', async () => {
  const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction')
  const store = openOutboxStore('exercise-buddy-durable')
  const item = newItem(aNewWorkout(), null)
  await store.put(item)
  expect(transaction).toHaveBeenCalledWith('outbox', 'readwrite', { durability: 'strict' })
  expect(await store.get(item.id)).toEqual(item)
})

it('puts back what waited, and nothing else, if the browser has removed the database under an open page', async () => {
  const name = 'exercise-buddy-evicted'
  const store = openOutboxStore(name)
  const [waiting, sent] = [newItem(aNewWorkout(), 'maya'), newItem(aNewWorkout(), 'maya')]
  await store.put(waiting)
  await store.put(sent)
  await store.delete(sent.id)
  // The store closes its connection when asked to.
  await deleteDB(name)
  expect(await store.all()).toEqual([waiting])
})

it('still has what waited, and nothing else, if the browser has removed the database with no page open', async () => {
  const name = 'exercise-buddy-evicted-closed'
  const last = openOutboxStore(name)
  const [waiting, sent] = [newItem(aNewWorkout(), 'maya'), newItem(aNewWorkout(), 'maya')]
  await last.put(waiting)
  await last.put(sent)
  await last.delete(sent.id)
  await deleteDB(name)
  const store = openOutboxStore(name)
  expect(await store.get(waiting.id)).toEqual(waiting)
  expect(await store.all()).toEqual([waiting])
})

it('puts back nothing that the service worker, which has no localStorage, has sent', async () => {
  const name = 'exercise-buddy-sent'
  const store = openOutboxStore(name)
  const sent = newItem(aNewWorkout(), 'maya')
  await store.put(sent)
  vi.stubGlobal('localStorage', undefined)
  await openOutboxStore(name).delete(sent.id)
  vi.unstubAllGlobals()
  expect(await store.all()).toEqual([])
  await deleteDB(name)
  expect(await openOutboxStore(name).all()).toEqual([])
})

it('tells a device without storage from one whose storage fails', async () => {
  const open = vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw new DOMException('switched off', 'SecurityError')
  })
  const store = openOutboxStore('exercise-buddy-absent')
  await expect(store.all()).rejects.toMatchObject({ name: 'OutboxStorageError', isAbsent: true })

  open.mockRestore()
  expect(await store.all()).toEqual([])
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(() => {
    throw new DOMException('broken', 'UnknownError')
  })
  await expect(store.all()).rejects.toMatchObject({ name: 'OutboxStorageError', isAbsent: false })
})

it('says that it is absent where the browser opens no database, and tries again', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  hangDatabases()
  const store = openOutboxStore('exercise-buddy-hanging')
  const read = expect(store.all()).rejects.toMatchObject({ isAbsent: true })
  await vi.advanceTimersByTimeAsync(5_000)
  await read
  vi.useRealTimers()
  vi.restoreAllMocks()
  expect(await store.all()).toEqual([])
})
