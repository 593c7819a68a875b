import { beforeEach, describe, expect, it } from 'vitest'
import { repRecord, setRecord } from '../testing/factories'
import { checkpoint } from './checkpoint'

const KEY = 'exercise-buddy.running-set'

describe('checkpoint', () => {
  beforeEach(() => localStorage.clear())

  it('gives back what was saved last', () => {
    checkpoint.save(setRecord({ reps: 1 }))
    const record = setRecord({ reps: 2, repetitions: [repRecord(), repRecord()] })
    checkpoint.save(record)
    expect(checkpoint.load()).toEqual(record)
  })

  it('is empty at first and once cleared', () => {
    expect(checkpoint.load()).toBeNull()
    checkpoint.save(setRecord())
    checkpoint.clear()
    expect(checkpoint.load()).toBeNull()
  })

  it.each(['', '{', 'null', '{"reps":3}'])('drops %j, which it cannot read', (text) => {
    localStorage.setItem(KEY, text)
    expect(checkpoint.load()).toBeNull()
    expect(localStorage.getItem(KEY)).toBeNull()
  })
})
