import { openDB } from 'idb'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { checkpoint } from './checkpoint'
import { isAnythingStored } from './durable-value'
import { repRecord, setRecord } from '@/workouts/testing/set-records'

const KEY = 'exercise-buddy.running-set'

describe('checkpoint', () => {
  beforeEach(() => checkpoint.clear())

  it('returns what was saved last', async () => {
    checkpoint.save(setRecord({ reps: 1 }))
    const record = setRecord({ reps: 2, repetitions: [repRecord(), repRecord()] })
    checkpoint.save(record)
    expect(await checkpoint.load()).toEqual(record)
  })

  it('is empty at first and once cleared', async () => {
    expect(await checkpoint.load()).toBeNull()
    checkpoint.save(setRecord())
    checkpoint.clear()
    expect(await checkpoint.load()).toBeNull()
  })

  it('survives a browser that was killed before it wrote localStorage to the disk', async () => {
    checkpoint.save(setRecord({ reps: 3, elapsed_ms: 9_000 }))
    localStorage.setItem(KEY, JSON.stringify(setRecord({ reps: 0 })))
    expect(await checkpoint.load()).toMatchObject({ reps: 3 })
    localStorage.clear()
    expect(await checkpoint.load()).toMatchObject({ reps: 3 })
  })

  it('returns the later of two values if the page was left before the slower write', async () => {
    checkpoint.save(setRecord({ reps: 3, elapsed_ms: 9_000 }))
    localStorage.setItem(KEY, JSON.stringify(setRecord({ reps: 4, elapsed_ms: 11_000 })))
    expect(await checkpoint.load()).toMatchObject({ reps: 4 })
  })

  it('does not offer a finished set again, whatever is left in localStorage', async () => {
    checkpoint.save(setRecord())
    checkpoint.clear()
    localStorage.setItem(KEY, JSON.stringify(setRecord()))
    expect(await checkpoint.load()).toBeNull()
  })

  it('returns what localStorage has if the browser has removed the database', async () => {
    checkpoint.save(setRecord({ reps: 6 }))
    await checkpoint.settled()
    const evicted = await openDB('exercise-buddy-running-set', 1)
    await evicted.clear('set')
    evicted.close()
    expect(await isAnythingStored()).toBe(true)
    expect(await checkpoint.load()).toMatchObject({ reps: 6 })
  })

  it('returns what only localStorage could store because the database was full', async () => {
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('No space left', 'QuotaExceededError')
    })
    checkpoint.save(setRecord({ reps: 7 }))
    await checkpoint.settled()
    put.mockRestore()
    expect(await isAnythingStored()).toBe(true)
    expect(await checkpoint.load()).toMatchObject({ reps: 7 })
    checkpoint.clear()
    expect(await checkpoint.load()).toBeNull()
    expect(await isAnythingStored()).toBe(false)
  })

  it('is empty once cleared, though the database is full', async () => {
    checkpoint.save(setRecord({ reps: 7 }))
    await checkpoint.settled()
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('No space left', 'QuotaExceededError')
    })
    checkpoint.clear()
    await checkpoint.settled()
    put.mockRestore()
    expect(await checkpoint.load()).toBeNull()
  })

  it('goes on writing after the browser has closed the database', async () => {
    checkpoint.save(setRecord({ reps: 1 }))
    await checkpoint.settled()
    const transaction = vi
      .spyOn(IDBDatabase.prototype, 'transaction')
      .mockImplementationOnce(() => {
        throw new DOMException('The connection is closing', 'InvalidStateError')
      })
    checkpoint.save(setRecord({ reps: 2, elapsed_ms: 5_000 }))
    await checkpoint.settled()
    transaction.mockRestore()
    localStorage.clear()
    expect(await checkpoint.load()).toMatchObject({ reps: 2 })
  })

  it('returns what localStorage has if the database cannot be read', async () => {
    checkpoint.save(setRecord({ reps: 5 }))
    await checkpoint.settled()
    const get = vi.spyOn(IDBObjectStore.prototype, 'get').mockImplementation(() => {
      throw new DOMException('The connection is closing', 'InvalidStateError')
    })
    const found = await checkpoint.load()
    get.mockRestore()
    expect(found).toMatchObject({ reps: 5 })
  })

  it.each(['', '{', 'null', '{"reps":3}'])('ignores %j, which it cannot read', async (text) => {
    localStorage.setItem(KEY, text)
    expect(await checkpoint.load()).toBeNull()
  })
})
