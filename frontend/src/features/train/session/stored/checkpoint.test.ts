import { openDB } from 'idb'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { clearKept } from '../../testing/clear-kept'
import { checkpoint } from './checkpoint'
import { isAnythingStored } from './durable-values'
import { hangDatabases } from '@/shared/testing/hanging-database'
import type { SetRecord } from '@/workouts/record/set-record'
import { SET_ID, repRecord, setRecord } from '@/workouts/testing/set-records'

const KIND = 'exercise-buddy.running-set'
const KEY = `${KIND}.${SET_ID}`
const OTHER_ID = SET_ID.replace(/1$/, '2')

/** Stored as by a version that kept only one set. */
async function keptBefore(record: SetRecord): Promise<void> {
  await checkpoint.settled()
  localStorage.setItem(KIND, JSON.stringify(record))
  const database = await openDB('exercise-buddy-running-set', 1)
  await database.put('set', record, KIND)
  database.close()
}

describe('checkpoint', () => {
  beforeEach(clearKept)

  it('returns what was saved last', async () => {
    checkpoint.save(setRecord({ reps: 1 }))
    const record = setRecord({ reps: 2, repetitions: [repRecord(), repRecord()] })
    checkpoint.save(record)
    expect(await checkpoint.load(SET_ID)).toEqual(record)
  })

  it('has the sets of two tabs, the later one first, and clears one alone', async () => {
    checkpoint.save(setRecord({ reps: 1 }))
    checkpoint.save(setRecord({ id: OTHER_ID, reps: 2 }))
    expect(await checkpoint.all()).toMatchObject([{ reps: 2 }, { reps: 1 }])
    checkpoint.clear(OTHER_ID)
    expect(await checkpoint.all()).toMatchObject([{ reps: 1 }])
    localStorage.clear()
    expect(await checkpoint.all()).toMatchObject([{ reps: 1 }])
  })

  it('finds the set that a version left which kept only one', async () => {
    await keptBefore(setRecord({ reps: 6 }))
    expect(await isAnythingStored()).toBe(true)
    expect(await checkpoint.all()).toMatchObject([{ id: SET_ID, reps: 6 }])
    // Continued, and killed again.
    checkpoint.save(setRecord({ reps: 8, elapsed_ms: 9_000 }))
    expect(await checkpoint.all()).toMatchObject([{ reps: 8 }])
    checkpoint.clear(SET_ID)
    // As before the kill.
    localStorage.setItem(KIND, JSON.stringify(setRecord({ reps: 6 })))
    expect(await checkpoint.all()).toEqual([])
  })

  it('leaves that set where another is cleared', async () => {
    await keptBefore(setRecord({ reps: 6 }))
    checkpoint.clear(OTHER_ID)
    await checkpoint.settled()
    localStorage.clear()
    expect(await checkpoint.all()).toMatchObject([{ reps: 6 }])
  })

  it('remembers the last sets that were cleared, not every one there ever was', async () => {
    const ids = Array.from({ length: 30 }, (_, index) => SET_ID.slice(0, -2) + String(index + 10))
    for (const id of ids) {
      checkpoint.save(setRecord({ id }))
      checkpoint.clear(id)
    }
    await checkpoint.settled()
    const database = await openDB('exercise-buddy-running-set', 1)
    expect(await database.getAllKeys('set')).toEqual(ids.slice(-20).map((id) => `${KIND}.${id}`))
    database.close()
  })

  it('is empty at first and once cleared', async () => {
    expect(await checkpoint.load(SET_ID)).toBeNull()
    checkpoint.save(setRecord())
    checkpoint.clear(SET_ID)
    expect(await checkpoint.load(SET_ID)).toBeNull()
  })

  it('survives a browser that was killed before it wrote localStorage to the disk', async () => {
    checkpoint.save(setRecord({ reps: 3, elapsed_ms: 9_000 }))
    localStorage.setItem(KEY, JSON.stringify(setRecord({ reps: 0 })))
    expect(await checkpoint.load(SET_ID)).toMatchObject({ reps: 3 })
    localStorage.clear()
    expect(await checkpoint.load(SET_ID)).toMatchObject({ reps: 3 })
  })

  it('returns the later of two values if the page was left before the slower write', async () => {
    checkpoint.save(setRecord({ reps: 3, elapsed_ms: 9_000 }))
    localStorage.setItem(KEY, JSON.stringify(setRecord({ reps: 4, elapsed_ms: 11_000 })))
    expect(await checkpoint.load(SET_ID)).toMatchObject({ reps: 4 })
  })

  it('does not offer a finished set again, whatever is left in localStorage', async () => {
    checkpoint.save(setRecord())
    checkpoint.clear(SET_ID)
    localStorage.setItem(KEY, JSON.stringify(setRecord()))
    expect(await checkpoint.load(SET_ID)).toBeNull()
  })

  it('returns what localStorage has if the browser has removed the database', async () => {
    checkpoint.save(setRecord({ reps: 6 }))
    await checkpoint.settled()
    const evicted = await openDB('exercise-buddy-running-set', 1)
    await evicted.clear('set')
    evicted.close()
    expect(await isAnythingStored()).toBe(true)
    expect(await checkpoint.load(SET_ID)).toMatchObject({ reps: 6 })
  })

  it('returns what only localStorage could store because the database was full', async () => {
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('No space left', 'QuotaExceededError')
    })
    checkpoint.save(setRecord({ reps: 7 }))
    await checkpoint.settled()
    put.mockRestore()
    expect(await isAnythingStored()).toBe(true)
    expect(await checkpoint.load(SET_ID)).toMatchObject({ reps: 7 })
    checkpoint.clear(SET_ID)
    expect(await checkpoint.load(SET_ID)).toBeNull()
    expect(await isAnythingStored()).toBe(false)
  })

  it('is empty once cleared, though the database is full', async () => {
    checkpoint.save(setRecord({ reps: 7 }))
    await checkpoint.settled()
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('No space left', 'QuotaExceededError')
    })
    checkpoint.clear(SET_ID)
    await checkpoint.settled()
    put.mockRestore()
    expect(await checkpoint.load(SET_ID)).toBeNull()
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
    expect(await checkpoint.load(SET_ID)).toMatchObject({ reps: 2 })
  })

  it('returns what localStorage has if the database cannot be read', async () => {
    checkpoint.save(setRecord({ reps: 5 }))
    await checkpoint.settled()
    const get = vi.spyOn(IDBObjectStore.prototype, 'getAll').mockImplementation(() => {
      throw new DOMException('The connection is closing', 'InvalidStateError')
    })
    const found = await checkpoint.load(SET_ID)
    get.mockRestore()
    expect(found).toMatchObject({ reps: 5 })
  })

  it('returns what localStorage has where the browser opens no database', async () => {
    vi.resetModules()
    const fresh = (await import('./checkpoint')).checkpoint
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    hangDatabases()
    fresh.save(setRecord({ reps: 5 }))
    const found = fresh.all()
    await vi.advanceTimersByTimeAsync(5_000)
    expect(await found).toMatchObject([{ reps: 5 }])
    vi.useRealTimers()
    vi.restoreAllMocks()
  })

  it.each(['', '{', 'null', '{"reps":3}'])('ignores %j, which it cannot read', async (text) => {
    localStorage.setItem(KEY, text)
    expect(await checkpoint.load(SET_ID)).toBeNull()
  })
})
