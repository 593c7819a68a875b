import { useEffect, useState } from 'react'
import { pairScreen } from '../lib/pair-screen'
import { untilOnlineOr } from '../lib/until-online'
import { client } from '@/api/client'
import type { ApiError } from '@/api/errors'
import type { NewPairing, PairedScreen } from '@/api/types'

interface Pairing {
  /** The code to show; null while there is none. */
  readonly code: string | null
  readonly trouble: ApiError | null
}

/** Pairs this screen while it is mounted. Keep the identity of `onPaired` stable. */
export function usePairing(onPaired: (screenToken: string) => void): Pairing {
  const [pairing, setPairing] = useState<Pairing>({ code: null, trouble: null })

  useEffect(() => {
    const over = new AbortController()
    void pairScreen(
      {
        begin: async (signal) =>
          (await client.post<NewPairing>('/auth/screens', undefined, { signal, anonymous: true }))
            .data,
        claim: async ({ id, secret }, signal) => {
          const config = { signal, anonymous: true }
          return (await client.post<PairedScreen>('/auth/screens/claim', { id, secret }, config))
            .data
        },
        wait: untilOnlineOr,
        onCode: (code, trouble) => setPairing({ code, trouble }),
      },
      over.signal,
    ).then((token) => {
      if (token !== null && !over.signal.aborted) onPaired(token)
    })
    return () => over.abort()
  }, [onPaired])

  return pairing
}
