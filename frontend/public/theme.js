// Runs before the first paint, so that a chosen theme does not flash. src/shared/lib/theme.ts takes over from here.
;(() => {
  let choice = null
  try {
    choice = localStorage.getItem('exercise-buddy.theme')
  } catch {
    // Storage is switched off: follow the system.
  }
  const dark =
    choice === 'dark' ||
    (choice !== 'light' &&
      globalThis.matchMedia?.('(prefers-color-scheme: dark)')?.matches === true)
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
})()
