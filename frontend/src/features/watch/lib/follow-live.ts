import { ApiError } from '@/api/errors'
import type { StreamedEvent } from '@/api/stream'
import type { LiveState } from '@/api/types'

/** The server sends a heartbeat every five seconds. */
export const SILENCE_MS = 12_000
const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 5_000

export type Connection = 'connecting' | 'open' | 'over'

/** What following needs from outside. */
export interface FollowPorts {
  readonly open: (
    signal: AbortSignal,
    onAlive: () => void,
  ) => Promise<Pick<ReadableStreamDefaultReader<StreamedEvent>, 'read'>>
  /** Resolves after that many milliseconds; sooner if the network returns, and at once if `signal` is aborted. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>
  readonly onState: (state: LiveState) => void
  readonly onConnection: (connection: Connection) => void
}

/**
 * Follows the account's live states, reconnecting as often as necessary, until `signal` is aborted or the session ends.
 */
export async function followLive(ports: FollowPorts, signal: AbortSignal): Promise<void> {
  let pauseMs = FIRST_PAUSE_MS
  while (!signal.aborted) {
    ports.onConnection('connecting')
    const outcome = await follow(ports, signal).catch((error: unknown) => outcomeOf(error))
    if (outcome === 'over') {
      ports.onConnection('over')
      return
    }
    pauseMs = outcome === 'worked' ? FIRST_PAUSE_MS : Math.min(pauseMs * 2, LONGEST_PAUSE_MS)
    await ports.wait(pauseMs, signal)
  }
}

type Outcome = 'worked' | 'failed' | 'over'

/** One connection, until it ends or is silent for too long: the other side may have disappeared. */
async function follow(ports: FollowPorts, signal: AbortSignal): Promise<Outcome> {
  const connection = new AbortController()
  const giveUp = (): void => connection.abort()
  signal.addEventListener('abort', giveUp)
  let timer = setTimeout(giveUp, SILENCE_MS)
  const onAlive = (): void => {
    clearTimeout(timer)
    timer = setTimeout(giveUp, SILENCE_MS)
  }
  let opened = false
  try {
    const reader = await ports.open(connection.signal, onAlive)
    opened = true
    ports.onConnection('open')
    return await readAll(reader, ports.onState)
  } catch (error) {
    if (opened) return 'worked'
    throw error
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', giveUp)
  }
}

async function readAll(
  reader: Pick<ReadableStreamDefaultReader<StreamedEvent>, 'read'>,
  onState: (state: LiveState) => void,
): Promise<Outcome> {
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return 'worked'
    if (value.event === 'over') return 'over'
    onState(JSON.parse(value.data) as LiveState)
  }
}

function outcomeOf(error: unknown): Outcome {
  if (!(error instanceof ApiError)) throw error
  return error.status === 401 ? 'over' : 'failed'
}
