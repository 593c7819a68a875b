const KEY = 'exercise-buddy.challenge'

export function keptInvitation(): string | null {
  try {
    return sessionStorage.getItem(KEY)
  } catch {
    return null
  }
}

/** For as long as this tab is open; null forgets it. */
export function keepInvitation(token: string | null): void {
  try {
    if (token === null) sessionStorage.removeItem(KEY)
    else sessionStorage.setItem(KEY, token)
  } catch {
    // A locked-down browser: the link has to be opened again after signing in.
  }
}
