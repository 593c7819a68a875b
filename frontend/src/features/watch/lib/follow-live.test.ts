import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Connection, type FollowPorts, SILENCE_MS, followLive } from './follow-live'
import { ApiError } from '@/api/errors'
import type { StreamedEvent } from '@/api/stream'
import type { LiveState } from '@/api/types'

const STATE: LiveState = { exercise_type: 'push-up', phase: 'counting', count: 7 }

type Opening = ReadableStreamDefaultReader<StreamedEvent> | ApiError

/** A stream of these events; it stays open after them unless it is told to end. */
function streamOf(events: readonly StreamedEvent[], ends = true): Opening {
  return new ReadableStream<StreamedEvent>({
    start(controller) {
      for (const event of events) controller.enqueue(event)
      if (ends) controller.close()
    },
  }).getReader()
}

const shown = (count: number): StreamedEvent => ({ data: JSON.stringify({ ...STATE, count }) })

/** Follows what is opened in turn, until that runs out. */
async function follow(openings: Opening[]): Promise<{
  counts: number[]
  connections: Connection[]
  pauses: number[]
}> {
  const over = new AbortController()
  const [counts, connections, pauses] = [[] as number[], [] as Connection[], [] as number[]]
  const ports: FollowPorts = {
    open: () => {
      const next = openings.shift()
      if (next instanceof ApiError) return Promise.reject(next)
      if (next !== undefined) return Promise.resolve(next)
      over.abort()
      return Promise.reject(new ApiError('network', 0))
    },
    wait: (ms, { aborted }) => {
      if (!aborted) pauses.push(ms)
      return Promise.resolve()
    },
    onState: ({ count }) => counts.push(count),
    onConnection: (connection) => connections.push(connection),
  }
  await followLive(ports, over.signal)
  return { counts, connections, pauses }
}

describe('following a set from another screen', () => {
  beforeEach(() => vi.useFakeTimers())
  afterEach(() => vi.useRealTimers())

  it('passes on each state, and reconnects if the stream ends', async () => {
    const followed = await follow([streamOf([shown(1), shown(2)]), streamOf([shown(3)])])

    expect(followed.counts).toEqual([1, 2, 3])
    expect(followed.pauses).toEqual([500, 500])
  })

  it('waits longer after each failure, and not after a success', async () => {
    const gone = new ApiError('network', 0)
    const followed = await follow([gone, gone, gone, gone, streamOf([shown(1)])])

    expect(followed.pauses).toEqual([1_000, 2_000, 4_000, 5_000, 500])
    expect(followed.counts).toEqual([1])
  })

  it.each([
    [
      'its session is said to be over',
      streamOf([shown(1), { event: 'over', data: '{}' }, shown(2)]),
    ],
    ['it is refused for good', new ApiError('session_over', 401)],
  ])('ends if %s', async (_, opening) => {
    const followed = await follow([opening, streamOf([shown(9)])])

    expect(followed.connections.at(-1)).toBe('over')
    expect(followed.counts).not.toContain(2)
    expect(followed.counts).not.toContain(9)
  })

  it('gives up a silent connection', async () => {
    const over = new AbortController()
    const signals: AbortSignal[] = []
    const following = followLive(
      {
        open: (signal) => {
          signals.push(signal)
          return new Promise((_, reject) =>
            signal.addEventListener('abort', () => reject(new ApiError('network', 0))),
          )
        },
        wait: () => Promise.resolve(),
        onState: vi.fn(),
        onConnection: vi.fn(),
      },
      over.signal,
    )
    await vi.advanceTimersByTimeAsync(SILENCE_MS - 1)
    expect(signals[0]?.aborted).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    expect(signals[0]?.aborted).toBe(true)
    expect(signals).toHaveLength(2)
    over.abort()
    await following
  })
})
