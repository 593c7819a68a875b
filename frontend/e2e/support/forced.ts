/**
 * What a browser hands over, forced to what some browser somewhere does: runs in the page before anything else of it.
 * Each line is one value; a new one that the app asks for belongs here, too.
 */
export function forceEnvironment(kind: 'missing' | 'refusing' | 'absurd'): void {
  const give = (owner: object, name: string, value: unknown): void => {
    Object.defineProperty(owner, name, { configurable: true, writable: true, value })
  }
  const refuse = (owner: object, name: string): void => {
    Object.defineProperty(owner, name, {
      configurable: true,
      get: () => {
        throw new DOMException('The operation is insecure', 'SecurityError')
      },
    })
  }
  const rejecting = (): Promise<never> => Promise.reject(new DOMException('no', 'AbortError'))
  const failing = (): never => {
    throw new TypeError('not here')
  }

  if (kind === 'missing') {
    for (const name of ['matchMedia', 'speechSynthesis', 'BroadcastChannel', 'AudioContext']) {
      give(window, name, undefined)
    }
    for (const name of ['locks', 'mediaDevices', 'storage', 'serviceWorker', 'wakeLock']) {
      give(navigator, name, undefined)
    }
    for (const name of ['clipboard', 'credentials', 'connection', 'languages', 'onLine']) {
      give(navigator, name, undefined)
    }
    give(crypto, 'randomUUID', undefined)
    Reflect.deleteProperty(Intl, 'supportedValuesOf')
  }
  if (kind === 'refusing') {
    refuse(window, 'localStorage')
    refuse(window, 'sessionStorage')
    give(IDBFactory.prototype, 'open', failing)
    give(navigator.storage, 'persist', rejecting)
    give(navigator.wakeLock, 'request', rejecting)
    give(navigator.mediaDevices, 'getUserMedia', rejecting)
    give(navigator.mediaDevices, 'enumerateDevices', rejecting)
    give(window, 'AudioContext', failing)
    give(speechSynthesis, 'speak', failing)
  }
  if (kind === 'absurd') {
    const real = new Intl.DateTimeFormat().resolvedOptions()
    give(Intl.DateTimeFormat.prototype, 'resolvedOptions', () => ({
      ...real,
      timeZone: 'Etc/Unknown',
    }))
    give(Intl, 'supportedValuesOf', () => [])
    give(window, 'matchMedia', () => null)
    give(window, 'devicePixelRatio', Number.NaN)
    give(speechSynthesis, 'getVoices', () => [null, {}])
    give(navigator.mediaDevices, 'enumerateDevices', () =>
      Promise.resolve([{}, { kind: 'videoinput' }]),
    )
    give(navigator, 'connection', {})
    give(navigator, 'language', 'xx-nowhere')
    give(navigator, 'languages', [])
    give(navigator, 'userAgent', '')
    give(navigator, 'hardwareConcurrency', Number.NaN)
    for (const key of ['theme', 'training', 'running-set', 'declined-zone', 'asked-to-persist']) {
      localStorage.setItem(`exercise-buddy.${key}`, '{"\u2603":')
    }
    // Decades ahead, and everything that reckons with it.
    const now = Date.now
    give(Date, 'now', () => now() + 50 * 31_557_600_000)
  }
}
