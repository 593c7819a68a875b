import { QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { createQueryClient, retryOnceReachable } from './query-client'
import { ApiError } from '@/api/errors'
import { noteAnswer } from '@/api/reachability'

const AWAY = new ApiError('network', 0)
const FAILING = new ApiError('internal_error', 500)

beforeEach(() => vi.useFakeTimers())

afterEach(() => {
  noteAnswer(null)
  vi.useRealTimers()
})

function watched(answers: (() => Promise<string>)[]) {
  const queryClient = createQueryClient()
  const queryFn = vi.fn(() => (answers.shift() ?? (() => Promise.resolve('here')))())
  const observer = new QueryObserver(queryClient, { queryKey: ['a'], queryFn })
  onTestFinished(observer.subscribe(() => undefined))
  onTestFinished(retryOnceReachable(queryClient))
  return { observer, queryFn }
}

it('says within a second that nothing answers, and later that the server fails', async () => {
  const away = watched(Array.from({ length: 9 }, () => () => Promise.reject(AWAY)))
  const failing = watched(Array.from({ length: 9 }, () => () => Promise.reject(FAILING)))
  await vi.advanceTimersByTimeAsync(999)
  expect(away.observer.getCurrentResult().error).toBe(AWAY)
  expect(failing.observer.getCurrentResult().error).toBeNull()
  await vi.advanceTimersByTimeAsync(2_001)
  expect(failing.observer.getCurrentResult().error).toBe(FAILING)
})

it('goes on without a word after a network that was gone for a moment', async () => {
  const { observer } = watched([() => Promise.reject(AWAY)])
  await vi.advanceTimersByTimeAsync(999)
  expect(observer.getCurrentResult().data).toBe('here')
})

it('asks again for what failed, as soon as the server answers', async () => {
  const { observer, queryFn } = watched([() => Promise.reject(AWAY), () => Promise.reject(AWAY)])
  noteAnswer(AWAY)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(observer.getCurrentResult().isError).toBe(true)
  noteAnswer(null)
  await vi.advanceTimersByTimeAsync(0)
  expect(observer.getCurrentResult().data).toBe('here')
  expect(queryFn).toHaveBeenCalledTimes(3)
})
