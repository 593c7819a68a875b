import { useEffect, useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { tabStorage } from '@/shared/lib/storage'

const KEY = 'exercise-buddy.challenge'

export interface Invitation {
  /** Of the challenge whose link was opened. */
  readonly token: string | null
  /** Forgets it. */
  readonly done: () => void
}

/**
 * What a link to a challenge holds. It is behind `#`, taken out of the address at once, and kept for this tab: whoever
 * has to sign in first comes back to it, and no address that is sent anywhere has it.
 */
export function useInvitation(): Invitation {
  const { hash, pathname } = useLocation()
  const navigate = useNavigate()
  const [token, setToken] = useState(() => tabStorage.get(KEY))
  const inAddress = new URLSearchParams(hash.slice(1)).get('challenge')
  if (inAddress !== null && inAddress !== token) setToken(inAddress)

  useEffect(() => {
    if (inAddress === null) return
    tabStorage.set(KEY, inAddress)
    void navigate(pathname, { replace: true })
  }, [inAddress, pathname, navigate])

  const done = (): void => {
    tabStorage.remove(KEY)
    setToken(null)
  }
  return { token, done }
}
