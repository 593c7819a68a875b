/**
 * Media queries, asked in one place: an old browser has no listeners on them, and some in-app browsers have none at all.
 * What is not known does not match.
 */
export function mediaMatches(query: string): boolean {
  return mediaQuery(query)?.matches === true
}

/** Calls the listener when the query begins or ceases to match. Returns the way to stop. */
export function onMediaChange(query: string, listener: () => void): () => void {
  const list = mediaQuery(query)
  if (typeof list?.addEventListener !== 'function') return () => undefined
  list.addEventListener('change', listener)
  return () => list.removeEventListener('change', listener)
}

function mediaQuery(
  query: string,
): (Partial<MediaQueryList> & Pick<MediaQueryList, 'removeEventListener'>) | null {
  const ask = Reflect.get(globalThis, 'matchMedia') as typeof matchMedia | undefined
  return typeof ask === 'function' ? ask(query) : null
}

/** Libraries ask without a look at what comes back: where nothing does, they get what never matches. */
export function answerMediaQueries(): void {
  const asked: unknown = mediaQuery('all')
  if (typeof asked === 'object' && asked !== null) return
  window.matchMedia = (media) =>
    Object.assign(new EventTarget(), {
      media,
      matches: false,
      onchange: null,
      addListener: () => undefined,
      removeListener: () => undefined,
    })
}
