import { act, renderHook, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { checkpoint } from '../session/stored/checkpoint'
import { clearKept } from '../testing/clear-kept'
import { readyMadePlans } from './ready-made-plans'
import { findInterruptedTrainings, prepareToResume } from './resume-training'
import { storedTrainings } from './stored-trainings'
import { beginTraining } from './training'
import { type TrainingControl, useTraining } from './use-training'
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
  await clearKept()
  await clearOutbox()
})

function begin(): { readonly current: TrainingControl } {
  const plan = readyMadePlans().find(({ id }) => id === 'push-ups-100')
  if (plan === undefined) throw new Error('no such plan')
  const first = beginTraining(plan, 'the-training', NOON)
  return renderHook(() => useTraining(first, TRAINEE)).result
}

/** The device's database takes no workout, and nobody is signed in. */
function fillDevice(): { makeRoom: () => void } {
  const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('No space left', 'QuotaExceededError')
  })
  return { makeRoom: () => put.mockRestore() }
}

function finishSet(control: { readonly current: TrainingControl }, id: string): void {
  const record = setRecord({ id, reps: 5, started_at: new Date(NOON).toISOString() })
  checkpoint.save(record)
  act(() => control.current.finishSet(record, NOON + 20_000))
  act(() =>
    control.current.change((training) => ({ ...training, phase: { kind: 'set', since_ms: NOON } })),
  )
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
    await waitFor(() => expect(control.current.training.unkept).toHaveLength(2))
    await storedTrainings.settled()
    makeRoom()

    const [interrupted] = await findInterruptedTrainings(NOON + 60_000)
    if (interrupted === undefined) throw new Error('nothing was kept of the training')
    await prepareToResume(interrupted, TRAINEE)
    expect(await idsKept()).toEqual([SETS[0], SETS[1]])
  })

  it('leave the checkpoint of the running set alone', async () => {
    const control = begin()
    const { makeRoom } = fillDevice()
    finishSet(control, SETS[0])
    await waitFor(() => expect(control.current.failure).not.toBeNull())
    await storedTrainings.settled()
    makeRoom()
    checkpoint.save(setRecord({ id: SETS[1], reps: 2 }))

    act(() => control.current.retry())
    await waitFor(() => expect(control.current.failure).toBeNull())
    expect(await checkpoint.all()).toMatchObject([{ id: SETS[1] }])
  })

  it('leave that checkpoint alone after the page was left, too', async () => {
    const control = begin()
    const { makeRoom } = fillDevice()
    finishSet(control, SETS[0])
    await waitFor(() => expect(control.current.training.unkept).toHaveLength(1))
    await storedTrainings.settled()
    makeRoom()
    const underWay = new Date(NOON + 1_000).toISOString()
    checkpoint.save(
      setRecord({ id: SETS[1], training_id: 'the-training', reps: 2, started_at: underWay }),
    )

    const [interrupted] = await findInterruptedTrainings(NOON + 60_000)
    if (interrupted === undefined) throw new Error('nothing was kept of the training')
    const taken = await prepareToResume(interrupted, TRAINEE)
    expect(taken.record).toMatchObject({ id: SETS[1] })
    expect(await idsKept()).toEqual([SETS[0]])
    expect(await checkpoint.all()).toMatchObject([{ id: SETS[1] }])
  })
})

describe('a rest, while the device’s clock is set back', () => {
  const HOUR = 3_600_000
  let wallMs = NOON
  let steadyMs = 5_000
  const pass = (ms: number): void => {
    wallMs += ms
    steadyMs += ms
    act(() => {
      vi.advanceTimersByTime(ms)
    })
  }

  beforeEach(() => {
    wallMs = NOON
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    vi.spyOn(Date, 'now').mockImplementation(() => wallMs)
    vi.spyOn(performance, 'now').mockImplementation(() => steadyMs)
  })
  afterEach(() => vi.useRealTimers())

  function rest(control: { readonly current: TrainingControl }): number {
    const record = setRecord({ id: SETS[0], reps: 5, started_at: new Date(wallMs).toISOString() })
    pass(20_000)
    act(() => control.current.finishSet({ ...record, elapsed_ms: 20_000 }, wallMs))
    const { phase } = control.current.training
    if (phase.kind !== 'rest') throw new Error('no rest')
    return phase.until_ms - wallMs
  }

  it('is as long as before', () => {
    const control = begin()
    const restMs = rest(control)
    pass(10_000)
    wallMs -= HOUR
    pass(restMs - 10_500)
    expect(control.current.training.phase.kind).toBe('rest')
    pass(1_000)
    expect(control.current.training.phase.kind).toBe('set')
  })

  it('does not begin again after a reload', async () => {
    const control = begin()
    const restMs = rest(control)
    wallMs -= HOUR
    await storedTrainings.settled()

    const [found] = await findInterruptedTrainings(wallMs)
    expect(found?.training.phase).toEqual({ kind: 'rest', until_ms: wallMs + restMs })
  })
})
