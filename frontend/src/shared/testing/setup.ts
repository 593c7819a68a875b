import '@testing-library/jest-dom/vitest'
import 'fake-indexeddb/auto'
import { cleanup, configure } from '@testing-library/react'
import { openDB } from 'idb'
import { afterEach, beforeAll, vi } from 'vitest'
import { speak } from '@/shared/words/language'

// A busy machine may take seconds over the first import of a page's code.
configure({ asyncUtilTimeout: 8_000 })
vi.setConfig({ testTimeout: 30_000 })

// jsdom is in the United States, where weeks and weights are others.
Object.defineProperty(navigator, 'languages', {
  configurable: true,
  get: () => ['en-GB'],
})
speak('en', {})

afterEach(cleanup)

// The files of tests share one browser: each finds its stores empty.
beforeAll(async () => {
  localStorage.clear()
  sessionStorage.clear()
  for (const { name } of await indexedDB.databases()) {
    const db = await openDB(name ?? '')
    for (const store of db.objectStoreNames) await db.clear(store)
    db.close()
  }
})

// What jsdom lacks of a browser. The real thing is driven by the tests under e2e/.
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
