import { QueryClient } from '@tanstack/react-query'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { keepLastSeen } from './last-seen'
import { session } from '@/api/session'
import { WORKOUTS_KEY } from '@/workouts/api/keys'

const FRESH_MS = 60_000
let stop = (): void => undefined

/** A visit of the page: its cache, which keeps what comes and shows what was kept. */
function visit(): QueryClient {
  stop()
  const queryClient = new QueryClient({ defaultOptions: { queries: { staleTime: FRESH_MS } } })
  stop = keepLastSeen(queryClient)
  return queryClient
}

describe('what was last seen', () => {
  afterEach(() => stop())

  it('is shown after a reload, and fetched again even if it was just stored', async () => {
    session.setState({ status: 'signed-in', userId: 'ada' })
    const before = visit()
    await before.query({ queryKey: WORKOUTS_KEY, queryFn: () => ['kept'] })
    await new Promise((resolve) => setTimeout(resolve, 700))

    const after = visit()
    await vi.waitFor(() => expect(after.getQueryData(WORKOUTS_KEY)).toEqual(['kept']))
    expect(await after.query({ queryKey: WORKOUTS_KEY, queryFn: () => ['new'] })).toEqual(['new'])
  })

  it('is also stored if it arrived before storing began', async () => {
    session.setState({ status: 'signed-in', userId: 'grace' })
    const before = new QueryClient()
    await before.query({ queryKey: WORKOUTS_KEY, queryFn: () => ['early'] })
    stop()
    stop = keepLastSeen(before)
    await new Promise((resolve) => setTimeout(resolve, 700))

    const after = visit()
    await vi.waitFor(() => expect(after.getQueryData(WORKOUTS_KEY)).toEqual(['early']))
  })

  it('of another account is deleted once the signed-in account has data of its own', async () => {
    session.setState({ status: 'signed-in', userId: 'ada' })
    await visit().query({ queryKey: WORKOUTS_KEY, queryFn: () => ['of ada'] })
    await new Promise((resolve) => setTimeout(resolve, 700))
    stop()

    session.setState({ status: 'signed-in', userId: 'grace' })
    await visit().query({ queryKey: WORKOUTS_KEY, queryFn: () => ['of grace'] })
    await new Promise((resolve) => setTimeout(resolve, 700))
    stop()

    session.setState({ status: 'signed-in', userId: 'ada' })
    const after = visit()
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(after.getQueryData(WORKOUTS_KEY)).toBeUndefined()
  })
})
