import type { ModulePreloadOptions, Plugin } from 'vite'

/** Vite's own module, which each import() is handed to together with the files it needs. */
const PRELOAD_HELPER = '\0vite/preload-helper.js'
const OURS = '/src/shared/lib/browser/import-fetched.ts'

/**
 * Has each import() fetch its files before it imports them. A browser remembers that a module could not be fetched
 * and asks for it never again until the page is reloaded: after a moment without a network nothing would be sent, and
 * no toast shown.
 */
export function fetchFirst(): Plugin {
  let isUsed = false
  return {
    name: 'fetch-first',
    apply: 'build',
    enforce: 'pre',
    load(id) {
      if (id !== PRELOAD_HELPER) return null
      isUsed = true
      return `export { importFetched as __vitePreload } from '${OURS}'`
    },
    generateBundle() {
      if (!isUsed) this.error('Vite no longer hands imports to a module of its own')
    },
  }
}

/** Vite hands over no file where an import needs but one. */
export const namesEachFile: ModulePreloadOptions = {
  resolveDependencies: (file, others, { hostType }) =>
    hostType === 'html' ? others : [...new Set([file, ...others])],
}
