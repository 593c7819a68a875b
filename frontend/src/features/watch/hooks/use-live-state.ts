import { useEffect, useState } from 'react'
import { type Connection, followLive } from '../lib/follow-live'
import { untilOnlineOr } from '../lib/until-online'
import { openEvents } from '@/api/stream'
import type { LiveState } from '@/api/types'

/** During a set a state arrives at least every two seconds. */
const QUIET_AFTER_MS = 8_000

export interface Watched {
  readonly connection: Connection
  /** The last state of the counting device; null before the first. */
  readonly state: LiveState | null
  /** Whether nothing has arrived for a while. */
  readonly quiet: boolean
}

/**
 * The account's live numbers, received with a paired screen's token or else the session's. `onOver` is called when that
 * has ended; keep its identity stable.
 */
export function useLiveState(screenToken: string | undefined, onOver: () => void): Watched {
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
        open: (signal, onAlive) => openEvents('/live', signal, onAlive, screenToken),
        wait: untilOnlineOr,
        onState,
        onConnection: (next) => {
          setConnection(next)
          if (next === 'over') onOver()
        },
      },
      over.signal,
    )
    return () => {
      over.abort()
      clearTimeout(timer)
    }
  }, [screenToken, onOver])

  return { connection, state, quiet }
}
