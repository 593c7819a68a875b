import { vi } from 'vitest'

/** A browser whose databases open never, as some do until they are started again. */
export function hangDatabases(): void {
  const silent = Object.create(IDBOpenDBRequest.prototype, {
    addEventListener: { value: () => undefined },
  }) as IDBOpenDBRequest
  vi.spyOn(indexedDB, 'open').mockReturnValue(silent)
}
