/**
 * Media queries in one place: old browsers have no listeners for them, and some in-app browsers have none at all. An
 * unknown query does not match.
 */
export function mediaMatches(query: string): boolean {
  return mediaQuery(query)?.matches === true
}

/** Calls the listener when the query starts or stops matching. Returns a function that stops it. */
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

/** Libraries do not check the result of matchMedia: if it is missing, give them a query that never matches. */
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
