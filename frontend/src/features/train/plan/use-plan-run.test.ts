import { act, renderHook, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { checkpoint } from '../session/checkpoint'
import { beginRun } from './plan-run'
import { readyMadePlans } from './ready-made-plans'
import { findInterruptedRun, prepareToResume } from './resume-run'
import { storedRun } from './run-store'
import { type PlanRunControl, usePlanRun } from './use-plan-run'
import { outbox } from '@/workouts/outbox/outbox'
import { clearOutbox } from '@/workouts/testing/clear-outbox'
import { setRecord } from '@/workouts/testing/set-records'

const TRAINEE = { weightKg: null, timeZone: null }
const SETS = [1, 2, 3].map((n) => `01900000-0000-7000-8000-00000000000${n}`) as [
  string,
  string,
  string,
]
const NOON = Date.UTC(2026, 2, 14, 12)

afterEach(async () => {
  vi.restoreAllMocks()
  storedRun.clear()
  checkpoint.clear()
  await clearOutbox()
})

function begin(): { readonly current: PlanRunControl } {
  const plan = readyMadePlans().find(({ id }) => id === 'push-ups-100')
  if (plan === undefined) throw new Error('no such plan')
  const first = beginRun(plan, 'the-training', NOON)
  return renderHook(() => usePlanRun(first, TRAINEE)).result
}

/** The device's database takes no workout, and nobody is signed in. */
function fillDevice(): { makeRoom: () => void } {
  const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('No space left', 'QuotaExceededError')
  })
  return { makeRoom: () => put.mockRestore() }
}

function finishSet(control: { readonly current: PlanRunControl }, id: string): void {
  const record = setRecord({ id, reps: 5, started_at: new Date(NOON).toISOString() })
  checkpoint.save(record)
  act(() => control.current.finishSet(record, NOON + 20_000))
  act(() => control.current.change((run) => ({ ...run, phase: { kind: 'set', since_ms: NOON } })))
}

async function idsKept(): Promise<string[]> {
  return (await outbox.items()).map(({ id }) => id).toSorted()
}

describe('sets of a plan that could not be stored', () => {
  it('are all stored by another try, whatever came after them', async () => {
    const control = begin()
    const { makeRoom } = fillDevice()
    finishSet(control, SETS[0])
    await waitFor(() => expect(control.current.failure).not.toBeNull())
    finishSet(control, SETS[1])
    await act(() => checkpoint.settled())
    makeRoom()
    finishSet(control, SETS[2])
    await waitFor(async () => expect(await idsKept()).toEqual([SETS[2]]))

    expect(control.current.failure).not.toBeNull()
    act(() => control.current.retry())
    await waitFor(async () => expect(await idsKept()).toEqual([SETS[0], SETS[1], SETS[2]]))
    await waitFor(() => expect(control.current.failure).toBeNull())
  })

  it('are stored even if the page was left in the meantime', async () => {
    const control = begin()
    const { makeRoom } = fillDevice()
    finishSet(control, SETS[0])
    finishSet(control, SETS[1])
    await waitFor(() => expect(control.current.run.unkept).toHaveLength(2))
    await storedRun.settled()
    makeRoom()

    const interrupted = await findInterruptedRun(NOON + 60_000)
    if (interrupted === null) throw new Error('nothing was kept of the run')
    await prepareToResume(interrupted, TRAINEE)
    expect(await idsKept()).toEqual([SETS[0], SETS[1]])
  })

  it('leave the checkpoint of the running set alone', async () => {
    const control = begin()
    const { makeRoom } = fillDevice()
    finishSet(control, SETS[0])
    await waitFor(() => expect(control.current.failure).not.toBeNull())
    await storedRun.settled()
    makeRoom()
    checkpoint.save(setRecord({ id: SETS[1], reps: 2 }))

    act(() => control.current.retry())
    await waitFor(() => expect(control.current.failure).toBeNull())
    expect(await checkpoint.load()).toMatchObject({ id: SETS[1] })
  })

  it('leave that checkpoint alone after the page was left, too', async () => {
    const control = begin()
    const { makeRoom } = fillDevice()
    finishSet(control, SETS[0])
    await waitFor(() => expect(control.current.run.unkept).toHaveLength(1))
    await storedRun.settled()
    makeRoom()
    const underWay = new Date(NOON + 1_000).toISOString()
    checkpoint.save(setRecord({ id: SETS[1], reps: 2, started_at: underWay }))

    const interrupted = await findInterruptedRun(NOON + 60_000)
    if (interrupted === null) throw new Error('nothing was kept of the run')
    const taken = await prepareToResume(interrupted, TRAINEE)
    expect(taken.record).toMatchObject({ id: SETS[1] })
    expect(await idsKept()).toEqual([SETS[0]])
    expect(await checkpoint.load()).toMatchObject({ id: SETS[1] })
  })
})
