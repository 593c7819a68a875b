import { renderHook, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { readyMadePlans } from '../plan/ready-made-plans'
import { findInterruptedTrainings, keepForOwner } from '../plan/resume-training'
import { storedTrainings } from '../plan/stored-trainings'
import { beginTraining } from '../plan/training'
import { checkpoint } from '../session/stored/checkpoint'
import { forgetStored } from '../session/stored/forget-stored'
import { clearKept } from '../testing/clear-kept'
import { useUnfinishedSets } from './use-unfinished-sets'
import { endSession } from '@/api/session'
import { signIn } from '@/api/testing/server'
import { outbox, outboxStore } from '@/workouts/outbox/outbox'
import { finishedWorkout } from '@/workouts/record/finished-workout'
import { clearOutbox } from '@/workouts/testing/clear-outbox'
import { SET_ID, setRecord } from '@/workouts/testing/set-records'

const OTHERS = [1, 2, 3].map((n) => `01900000-0000-7000-8000-00000000001${n}`) as [
  string,
  string,
  string,
]

function stubLocks(held: string[]): void {
  const locks = { query: () => Promise.resolve({ held: held.map((name) => ({ name })) }) }
  vi.stubGlobal('navigator', Object.create(navigator, { locks: { value: locks } }))
}

beforeEach(clearKept)
afterEach(async () => {
  vi.unstubAllGlobals()
  endSession('person')
  await clearOutbox()
})

describe('useUnfinishedSets', () => {
  it('reports that nothing was interrupted', async () => {
    const { result } = renderHook(() => useUnfinishedSets())
    expect(result.current).toMatchObject({ known: false, records: [] })
    await waitFor(() => expect(result.current).toMatchObject({ known: true, records: [] }))
  })

  it('finds the interrupted set', async () => {
    stubLocks(['something-else'])
    checkpoint.save(setRecord({ reps: 7 }))
    const { result } = renderHook(() => useUnfinishedSets())
    await waitFor(() => expect(result.current.known).toBe(true))
    expect(result.current.records).toMatchObject([{ reps: 7 }])
  })

  it('is no set that is stored: the browser was killed between the two', async () => {
    stubLocks([])
    const record = setRecord({ reps: 7 })
    checkpoint.save(record)
    await outbox.add(finishedWorkout(record, { weightKg: null, timeZone: null }))
    const { result } = renderHook(() => useUnfinishedSets())
    await waitFor(() => expect(result.current).toMatchObject({ known: true, records: [] }))
    expect(await checkpoint.all()).toEqual([])
  })

  it('is forgotten once the server has it, and no other with it', async () => {
    const { id } = setRecord()
    checkpoint.save(setRecord({ reps: 7 }))
    await forgetStored('another')
    expect((await checkpoint.all())[0]?.id).toBe(id)
    await forgetStored(id)
    expect(await checkpoint.all()).toEqual([])
  })

  it('ignores a set in which nothing was counted', async () => {
    checkpoint.save(setRecord({ reps: 0, elapsed_ms: 9_000 }))
    const { result } = renderHook(() => useUnfinishedSets())
    await waitFor(() => expect(result.current).toMatchObject({ known: true, records: [] }))
  })

  it('ignores a set that runs in another tab', async () => {
    stubLocks([`exercise-buddy.running-set.${SET_ID}`])
    checkpoint.save(setRecord({ reps: 7 }))
    const { result } = renderHook(() => useUnfinishedSets())
    await waitFor(() => expect(result.current).toMatchObject({ known: true, records: [] }))
  })

  it('finds every set that tabs left at once, the latest first, but none that still runs', async () => {
    for (const [index, id] of OTHERS.entries()) checkpoint.save(setRecord({ id, reps: index + 1 }))
    stubLocks([`exercise-buddy.running-set.${OTHERS[1]}`])
    const { result } = renderHook(() => useUnfinishedSets())
    await waitFor(() => expect(result.current.known).toBe(true))
    expect(result.current.records).toMatchObject([
      { id: OTHERS[2], reps: 3 },
      { id: OTHERS[0], reps: 1 },
    ])
  })

  it('leaves each of very many in its place', async () => {
    const ids = Array.from({ length: 60 }, (_, index) => SET_ID.slice(0, -2) + String(index + 10))
    for (const id of ids) checkpoint.save(setRecord({ id, reps: 5 }))
    const { result } = renderHook(() => useUnfinishedSets())
    await waitFor(() => expect(result.current.records).toHaveLength(60))
  })

  it('ignores a set of a workout that rests in another tab', async () => {
    stubLocks(['exercise-buddy.running-set.the-training'])
    checkpoint.save(setRecord({ reps: 7, training_id: 'the-training' }))
    const { result } = renderHook(() => useUnfinishedSets())
    await waitFor(() => expect(result.current).toMatchObject({ known: true, records: [] }))
    expect(await checkpoint.all()).toHaveLength(1)
  })

  it('leaves all alone while a tab of an older version trains, which does not say what', async () => {
    stubLocks(['exercise-buddy.running-set'])
    checkpoint.save(setRecord({ reps: 7 }))
    const { result } = renderHook(() => useUnfinishedSets())
    await waitFor(() => expect(result.current).toMatchObject({ known: true, records: [] }))
    expect(await checkpoint.all()).toHaveLength(1)
  })

  it('forgets what nothing was counted in, and none beside it', async () => {
    checkpoint.save(setRecord({ id: OTHERS[0], reps: 0 }))
    checkpoint.save(setRecord({ id: OTHERS[1], reps: 2 }))
    const { result } = renderHook(() => useUnfinishedSets())
    await waitFor(() => expect(result.current.records).toHaveLength(1))
    expect(await checkpoint.all()).toMatchObject([{ id: OTHERS[1] }])
  })

  it('keeps each of two accounts’ for its account', async () => {
    stubLocks([])
    signIn('ben')
    const owners = ['maya', 'cleo', 'ben'] as const
    for (const [index, id] of OTHERS.entries())
      checkpoint.save(setRecord({ id, reps: 3, owner_id: owners[index]! }))
    const { result } = renderHook(() => useUnfinishedSets())
    await waitFor(() => expect(result.current.known).toBe(true))
    expect(result.current.records).toMatchObject([{ owner_id: 'ben' }])
    expect((await outboxStore.all()).map(({ ownerId }) => ownerId)).toEqual(['maya', 'cleo'])
  })

  it('keeps another account’s for that account, and shows nothing of it', async () => {
    stubLocks([])
    signIn('ben')
    checkpoint.save(setRecord({ reps: 7, owner_id: 'maya' }))
    const { result } = renderHook(() => useUnfinishedSets())
    await waitFor(() => expect(result.current).toMatchObject({ known: true, records: [] }))
    expect(await checkpoint.all()).toEqual([])
    const [kept] = await outboxStore.all()
    expect(kept).toMatchObject({ ownerId: 'maya', workout: { reps_count: 7 } })
  })

  it('keeps a set of another account’s workout as a part of it', async () => {
    stubLocks([])
    const [plan] = readyMadePlans()
    const record = setRecord({ reps: 7, owner_id: 'maya', training_id: 'the-training' })
    storedTrainings.save(
      beginTraining(plan!, 'the-training', Date.parse(record.started_at), 'maya'),
    )
    checkpoint.save({ ...record, exercise: plan!.steps[0]!.exercise })
    // Both look at once on the page of all exercises.
    const [trainings] = await Promise.all([findInterruptedTrainings(Date.now()), keepForOwner()])
    expect(trainings).toEqual([])
    expect([await storedTrainings.all(), await checkpoint.all()]).toEqual([[], []])
    const kept = await outboxStore.all()
    expect(kept).toHaveLength(1)
    expect(kept[0]).toMatchObject({
      ownerId: 'maya',
      workout: { reps_count: 7, training: { id: 'the-training' } },
    })
  })

  it('leaves another account’s alone while it may still run', async () => {
    stubLocks([`exercise-buddy.running-set.${SET_ID}`])
    checkpoint.save(setRecord({ reps: 7, owner_id: 'maya' }))
    const { result } = renderHook(() => useUnfinishedSets())
    await waitFor(() => expect(result.current).toMatchObject({ known: true, records: [] }))
    expect((await checkpoint.all())[0]?.reps).toBe(7)
    expect(await outboxStore.all()).toEqual([])
  })
})
