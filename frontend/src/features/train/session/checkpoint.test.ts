import { beforeEach, describe, expect, it } from 'vitest'
import { checkpoint } from './checkpoint'
import { repRecord, setRecord } from '@/workouts/testing/set-records'

const KEY = 'exercise-buddy.running-set'

describe('checkpoint', () => {
  beforeEach(() => checkpoint.clear())

  it('gives back what was saved last', async () => {
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

  it('takes the later one where a page went away before the slower write', async () => {
    checkpoint.save(setRecord({ reps: 3, elapsed_ms: 9_000 }))
    localStorage.setItem(KEY, JSON.stringify(setRecord({ reps: 4, elapsed_ms: 11_000 })))
    expect(await checkpoint.load()).toMatchObject({ reps: 4 })
  })

  it('offers no set again that is over, whatever localStorage still has of it', async () => {
    checkpoint.save(setRecord())
    checkpoint.clear()
    localStorage.setItem(KEY, JSON.stringify(setRecord()))
    expect(await checkpoint.load()).toBeNull()
  })

  it.each(['', '{', 'null', '{"reps":3}'])('passes over %j, which it cannot read', async (text) => {
    localStorage.setItem(KEY, text)
    expect(await checkpoint.load()).toBeNull()
  })
})
