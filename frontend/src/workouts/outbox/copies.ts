import type { OutboxItem } from './item'
import { storage } from '@/shared/lib/browser/storage'

/** A second copy of what waits, for when the browser removes its database. */
export interface Copies {
  readonly all: () => readonly OutboxItem[]
  readonly ids: () => readonly string[]
  readonly put: (item: OutboxItem) => void
  readonly delete: (id: string) => void
}

/**
 * Copies in localStorage: a Chromium that is short of space, or finds a database damaged, removes IndexedDB and leaves
 * localStorage. What has no room there has one copy only.
 */
export function copiesOf(databaseName: string): Copies {
  const prefix = `${databaseName}.waiting.`
  const ids = (): readonly string[] => storage.keys(prefix).map((key) => key.slice(prefix.length))
  return {
    all: () => ids().flatMap((id) => parsed(storage.get(prefix + id)) ?? []),
    ids,
    put: (item) => storage.set(prefix + item.id, JSON.stringify(item)),
    delete: (id) => storage.remove(prefix + id),
  }
}

function parsed(text: string | null): OutboxItem | null {
  try {
    return JSON.parse(text ?? 'null') as OutboxItem | null
  } catch {
    // Not written by this app.
    return null
  }
}
