import '@testing-library/jest-dom/vitest'
import 'fake-indexeddb/auto'
import { cleanup, configure } from '@testing-library/react'
import { openDB } from 'idb'
import { afterEach, beforeAll, vi } from 'vitest'
import { speak } from '@/shared/words/language'

// On a busy machine the first import of a page's code may take seconds.
configure({ asyncUtilTimeout: 8_000 })
vi.setConfig({ testTimeout: 30_000 })

// jsdom's region is the United States, with another first weekday and unit of weight.
Object.defineProperty(navigator, 'languages', {
  configurable: true,
  get: () => ['en-GB'],
})
speak('en', {})

afterEach(cleanup)

// Test files share one environment: each starts with empty stores.
beforeAll(async () => {
  localStorage.clear()
  sessionStorage.clear()
  for (const { name } of await indexedDB.databases()) {
    const db = await openDB(name ?? '')
    for (const store of db.objectStoreNames) await db.clear(store)
    db.close()
  }
})

// Browser features that jsdom lacks. The tests under e2e/ use the real ones.
HTMLDialogElement.prototype.showModal = function showModal() {
  this.open = true
}
HTMLDialogElement.prototype.close = function close() {
  this.open = false
}
globalThis.matchMedia = (query) =>
  Object.assign(new EventTarget(), {
    matches: false,
    media: query,
    onchange: null,
    addListener: () => undefined,
    removeListener: () => undefined,
  })
Element.prototype.hasPointerCapture = () => false
Element.prototype.scrollIntoView = () => undefined
