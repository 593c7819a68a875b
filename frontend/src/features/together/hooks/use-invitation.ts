import { useEffect, useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { tabStorage } from '@/shared/lib/browser/storage'

const KEY = 'exercise-buddy.challenge'

export interface Invitation {
  /** The token of the opened link; null if none was opened. */
  readonly token: string | null
  /** Whether the address still has it: who is led elsewhere from there would take it along. */
  readonly inAddress: boolean
  /** Forgets the token. */
  readonly done: () => void
}

/**
 * The token of a challenge's link. It comes after `#`, is removed from the address at once, and is kept for this tab,
 * so that it survives signing in and is never sent in an address.
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
  return { token, inAddress: inAddress !== null, done }
}
