import { afterEach, expect, it, vi } from 'vitest'
import { newItem } from './item'
import { openOutboxStore } from './store'
import { aNewWorkout } from '@/api/testing/factories'

afterEach(() => vi.restoreAllMocks())

it('a workout counts as stored only once it is on the disk, so that an empty battery cannot lose it', async () => {
  const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction')
  const store = openOutboxStore('exercise-buddy-durable')
  const item = newItem(aNewWorkout(), null)
  await store.put(item)
  expect(transaction).toHaveBeenCalledWith('outbox', 'readwrite', { durability: 'strict' })
  expect(await store.get(item.id)).toEqual(item)
})
