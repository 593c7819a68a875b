import { useEffect, useState } from 'react'
import { type Connection, followLive } from '../lib/follow-live'
import { refresh } from '@/api/client'
import { toApiError } from '@/api/errors'
import { openEvents } from '@/api/stream'
import type { LiveState } from '@/api/types'

/** While somebody trains a state comes every two seconds at least. */
const QUIET_AFTER_MS = 8_000

export interface Watched {
  readonly connection: Connection
  /** What the counting device showed last; null before the first. */
  readonly state: LiveState | null
  /** Whether nothing has come for a while. */
  readonly quiet: boolean
}

/** The account's live numbers, for as long as the screen is open. */
export function useLiveState(): Watched {
  const [connection, setConnection] = useState<Connection>('connecting')
  const [state, setState] = useState<LiveState | null>(null)
  const [quiet, setQuiet] = useState(false)

  useEffect(() => {
    const over = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const onState = (next: LiveState): void => {
      clearTimeout(timer)
      timer = setTimeout(() => setQuiet(true), QUIET_AFTER_MS)
      setQuiet(false)
      setState(next)
    }
    void followLive(
      {
        open: (signal, onAlive) => openEvents('/live', signal, onAlive),
        wait: untilOnlineOr,
        onState,
        onConnection: (next) => {
          setConnection(next)
          // Asked, the server says so to the whole page, which then offers to sign in.
          if (next === 'over') refresh().catch(toApiError)
        },
      },
      over.signal,
    )
    return () => {
      over.abort()
      clearTimeout(timer)
    }
  }, [])

  return { connection, state, quiet }
}

function untilOnlineOr(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      window.removeEventListener('online', done)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    window.addEventListener('online', done)
    signal.addEventListener('abort', done)
    if (signal.aborted) done()
  })
}
