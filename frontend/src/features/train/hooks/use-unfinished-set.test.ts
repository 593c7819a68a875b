import { renderHook, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { checkpoint } from '../session/checkpoint'
import { useUnfinishedSet } from './use-unfinished-set'
import { setRecord } from '@/workouts/testing/set-records'

function stubLocks(held: string[]): void {
  const locks = { query: () => Promise.resolve({ held: held.map((name) => ({ name })) }) }
  vi.stubGlobal('navigator', Object.create(navigator, { locks: { value: locks } }))
}

beforeEach(() => checkpoint.clear())
afterEach(() => vi.unstubAllGlobals())

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
})
