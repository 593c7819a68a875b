interface TextStorage {
  readonly get: (key: string) => string | null
  readonly set: (key: string, value: string) => void
  readonly remove: (key: string) => void
  /** The keys that begin so. */
  readonly keys: (prefix: string) => readonly string[]
}

/** A storage that a locked-down browser may refuse: reads then return null, and writes do nothing. */
const forgiving = (open: () => Storage): TextStorage => ({
  get(key) {
    try {
      return open().getItem(key)
    } catch {
      return null
    }
  },
  set(key, value) {
    try {
      open().setItem(key, value)
    } catch {
      // The preference then lasts only as long as the page.
    }
  },
  remove(key) {
    try {
      open().removeItem(key)
    } catch {
      // As above.
    }
  },
  keys(prefix) {
    try {
      return Object.keys(open()).filter((key) => key.startsWith(prefix))
    } catch {
      return []
    }
  },
})

export const storage = forgiving(() => localStorage)

/** For as long as the tab is open. */
export const tabStorage = forgiving(() => sessionStorage)
