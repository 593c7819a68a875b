// Runs first, before the app has come and anything is painted.

// A chosen theme does not flash. src/shared/lib/theme.ts takes over from here.
;(() => {
  let choice = null
  try {
    choice = localStorage.getItem('exercise-buddy.theme')
  } catch {
    // Storage is switched off: follow the system.
  }
  const matches = (query) => globalThis.matchMedia?.(query)?.matches === true
  if (matches('(forced-colors: active)')) choice = null
  const dark = choice === 'dark' || (choice !== 'light' && matches('(prefers-color-scheme: dark)'))
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
})()

// Whoever was signed in here is asked for while the app is on its way. src/api/early-refresh.ts takes the answer; where
// there is none, or another than a grant, the app asks by itself.
;(() => {
  try {
    if (localStorage.getItem('exercise-buddy.user') === null || !navigator.locks) return
  } catch {
    return
  }
  const ask = async () => {
    // Short: the app's own attempts still have to fit into the server's minute (src/api/refresh-times.ts).
    const signal = AbortSignal.timeout(5_000)
    const answer = await fetch('/api/v1/auth/refresh', { method: 'POST', signal })
    return answer.ok ? answer.json() : null
  }
  const grant = navigator.locks.request('exercise-buddy.refresh', ask).catch(() => null)
  globalThis.exerciseBuddyEarlyRefresh = { askedAtMs: Date.now(), grant }
})()
