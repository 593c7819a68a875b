import { useEffect, useState } from 'react'
import { type Connection, followLive } from '../lib/follow-live'
import { untilOnlineOr } from '../lib/until-online'
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

/**
 * The account's live numbers, for as long as the screen is open: with the token of a screen that was paired, else with
 * the session's. `onOver` hears that whichever of them is over; keep its identity stable.
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
