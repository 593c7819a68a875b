import { renderHook, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { beginRun } from '../plan/plan-run'
import { readyMadePlans } from '../plan/ready-made-plans'
import { findInterruptedRun, keepForOwner } from '../plan/resume-run'
import { storedRun } from '../plan/run-store'
import { checkpoint } from '../session/stored/checkpoint'
import { forgetStored } from '../session/stored/forget-stored'
import { useUnfinishedSet } from './use-unfinished-set'
import { endSession } from '@/api/session'
import { signIn } from '@/api/testing/server'
import { outbox, outboxStore } from '@/workouts/outbox/outbox'
import { finishedWorkout } from '@/workouts/record/finished-workout'
import { clearOutbox } from '@/workouts/testing/clear-outbox'
import { setRecord } from '@/workouts/testing/set-records'

function stubLocks(held: string[]): void {
  const locks = { query: () => Promise.resolve({ held: held.map((name) => ({ name })) }) }
  vi.stubGlobal('navigator', Object.create(navigator, { locks: { value: locks } }))
}

beforeEach(() => checkpoint.clear())
afterEach(async () => {
  vi.unstubAllGlobals()
  endSession('person')
  storedRun.clear()
  await clearOutbox()
})

describe('useUnfinishedSet', () => {
  it('reports that nothing was interrupted', async () => {
    const { result } = renderHook(() => useUnfinishedSet())
    expect(result.current).toEqual({ known: false, record: null })
    await waitFor(() => expect(result.current).toEqual({ known: true, record: null }))
  })

  it('finds the interrupted set', async () => {
    stubLocks(['something-else'])
    checkpoint.save(setRecord({ reps: 7 }))
    const { result } = renderHook(() => useUnfinishedSet())
    await waitFor(() => expect(result.current.known).toBe(true))
    expect(result.current.record?.reps).toBe(7)
  })

  it('is no set that is stored: the browser was killed between the two', async () => {
    stubLocks([])
    const record = setRecord({ reps: 7 })
    checkpoint.save(record)
    await outbox.add(finishedWorkout(record, { weightKg: null, timeZone: null }))
    const { result } = renderHook(() => useUnfinishedSet())
    await waitFor(() => expect(result.current).toEqual({ known: true, record: null }))
    expect(await checkpoint.load()).toBeNull()
  })

  it('is forgotten once the server has it, and no other with it', async () => {
    const { id } = setRecord()
    checkpoint.save(setRecord({ reps: 7 }))
    await forgetStored('another')
    expect((await checkpoint.load())?.id).toBe(id)
    await forgetStored(id)
    expect(await checkpoint.load()).toBeNull()
  })

  it('ignores a set in which nothing was counted', async () => {
    checkpoint.save(setRecord({ reps: 0, elapsed_ms: 9_000 }))
    const { result } = renderHook(() => useUnfinishedSet())
    await waitFor(() => expect(result.current).toEqual({ known: true, record: null }))
  })

  it('ignores a set that runs in another tab', async () => {
    stubLocks(['exercise-buddy.running-set'])
    checkpoint.save(setRecord({ reps: 7 }))
    const { result } = renderHook(() => useUnfinishedSet())
    await waitFor(() => expect(result.current).toEqual({ known: true, record: null }))
  })

  it('keeps another account’s for that account, and shows nothing of it', async () => {
    stubLocks([])
    signIn('ben')
    checkpoint.save(setRecord({ reps: 7, owner_id: 'maya' }))
    const { result } = renderHook(() => useUnfinishedSet())
    await waitFor(() => expect(result.current).toEqual({ known: true, record: null }))
    expect(await checkpoint.load()).toBeNull()
    const [kept] = await outboxStore.all()
    expect(kept).toMatchObject({ ownerId: 'maya', workout: { reps_count: 7 } })
  })

  it('keeps a set of another account’s workout as a part of it', async () => {
    stubLocks([])
    const [plan] = readyMadePlans()
    const record = setRecord({ reps: 7, owner_id: 'maya' })
    storedRun.save(beginRun(plan!, 'the-training', Date.parse(record.started_at), 'maya'))
    checkpoint.save({ ...record, exercise: plan!.steps[0]!.exercise })
    // Both look at once on the page of all exercises.
    const [run] = await Promise.all([findInterruptedRun(Date.now()), keepForOwner()])
    expect(run).toBeNull()
    expect([await storedRun.load(), await checkpoint.load()]).toEqual([null, null])
    const kept = await outboxStore.all()
    expect(kept).toHaveLength(1)
    expect(kept[0]).toMatchObject({
      ownerId: 'maya',
      workout: { reps_count: 7, training: { id: 'the-training' } },
    })
  })

  it('leaves another account’s alone while it may still run', async () => {
    stubLocks(['exercise-buddy.running-set'])
    checkpoint.save(setRecord({ reps: 7, owner_id: 'maya' }))
    const { result } = renderHook(() => useUnfinishedSet())
    await waitFor(() => expect(result.current).toEqual({ known: true, record: null }))
    expect((await checkpoint.load())?.reps).toBe(7)
    expect(await outboxStore.all()).toEqual([])
  })
})
