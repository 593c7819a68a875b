import { describe, expect, it } from 'vitest'
import { repRecord, setRecord } from '../testing/set-records'
import { activeMs, setRecordSchema } from './set-record'

describe('activeMs', () => {
  it('lasts from the first movement to the last', () => {
    const repetitions = [
      repRecord({ start_ms: 4_000, end_ms: 6_000 }),
      repRecord({ start_ms: 9_000, end_ms: 11_500 }),
    ]
    expect(activeMs(setRecord({ repetitions, elapsed_ms: 30_000 }))).toBe(7_500)
  })

  it('is the time held, for a hold', () => {
    expect(activeMs(setRecord({ held_ms: 20_000, elapsed_ms: 30_000 }))).toBe(20_000)
  })

  it('is the whole set if there was neither', () => {
    expect(activeMs(setRecord({ elapsed_ms: 30_000 }))).toBe(30_000)
  })
})

describe('setRecordSchema', () => {
  it('survives JSON unchanged', () => {
    const record = setRecord({ reps: 1, repetitions: [repRecord()], refused: { 'too-fast': 2 } })
    expect(setRecordSchema.parse(JSON.parse(JSON.stringify(record)))).toEqual(record)
  })

  it.each([{ reps: -1 }, { exercise: 'juggling' }, { id: 'mine' }, { repetitions: [{}] }])(
    'refuses %o',
    (wrong) => {
      expect(setRecordSchema.safeParse({ ...setRecord(), ...wrong }).success).toBe(false)
    },
  )
})
