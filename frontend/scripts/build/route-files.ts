import { appendFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Plugin, Rolldown } from 'vite'

type Bundle = Rolldown.OutputBundle
type Chunk = Rolldown.OutputChunk

/** src/shared/words/language.ts has them, too. English needs none. */
const CATALOGUES = ['de', 'es', 'fr']

interface Route {
  /** A regular expression for the whole path of its address. */
  readonly pattern: string
  readonly module: string
  /** Shows what the server can do, also to a guest. */
  readonly asks: boolean
}

/**
 * Has /start.js, which runs first, fetch the files of the page at this address while the app's own script is still on
 * its way: they would else be asked for only once that has come and run. So is what the server can do, where the page
 * shows that: a guest who signs in needs no axios before he has typed.
 */
export function routeFiles(): Plugin {
  let root = ''
  return {
    name: 'route-files',
    apply: 'build',
    configResolved(config) {
      root = config.root
    },
    async writeBundle({ dir }, bundle) {
      const routes = routesIn(await readFile(join(root, 'src/app/router.tsx'), 'utf8'))
      await appendFile(join(dir ?? 'dist', 'start.js'), preloader(routes, bundle))
    },
  }
}

/** The routes that the router fetches when they are asked for. Throws where none is found. */
export function routesIn(router: string): readonly Route[] {
  const lazy = /path: '([^'*]+)',([^}]*?)import\('\.(\/routes\/[\w-]+)'\)/g
  const routes = [...router.matchAll(lazy)].map(([, path = '', between = '', module = '']) => ({
    pattern: `^/${path.replaceAll(/:\w+/g, '[^/]+')}/?$`,
    module: `src/app${module}.tsx`,
    asks: between.includes('load.signIn'),
  }))
  if (routes.length === 0)
    throw new Error('src/app/router.tsx has no lazy route that is understood')
  return routes
}

function preloader(routes: readonly Route[], bundle: Bundle): string {
  const entry = filesOf('index.html', bundle)
  const missing = (module: string): string[] =>
    filesOf(module, bundle).filter((file) => !entry.includes(file))
  const http = missing('src/api/http.ts')
  const toasts = missing('src/shared/ui/toaster.tsx')
  const catalogues = CATALOGUES.map((tag) => [tag, missing(`src/shared/words/${tag}.po`)])
  const table = routes.map(({ pattern, module, asks }) => [pattern, missing(module), asks])
  return `
// What follows is made by scripts/build/route-files.ts.
;((routes, http, toasts, catalogues) => {
  const [, page = [], asks = false] = routes.find(([pattern]) => new RegExp(pattern).test(location.pathname)) ?? []
  const files = new Set(page)
  if (files.size > 0) for (const file of toasts) files.add(file)
  let chosen = null
  try {
    if (localStorage.getItem('exercise-buddy.user') !== null) for (const file of http) files.add(file)
    chosen = localStorage.getItem('exercise-buddy.language')
  } catch {
    // Storage is switched off: nobody is known here.
  }
  for (const tag of [chosen, ...(Array.isArray(navigator.languages) ? navigator.languages : [])]) {
    const base = String(tag).split('-')[0]
    for (const file of catalogues[base] ?? []) files.add(file)
    if (base === 'en' || base in catalogues) break
  }
  for (const file of files) {
    const link = Object.assign(document.createElement('link'), { rel: 'modulepreload', crossOrigin: '', href: \`/\${file}\` })
    document.head.append(link)
  }
  // src/account/capabilities.ts takes the answer.
  if (asks) {
    globalThis.exerciseBuddyCapabilities = fetch('/api/v1/auth/capabilities', { signal: AbortSignal.timeout(5_000) })
      .then((answer) => (answer.ok ? answer.json() : null))
      .catch(() => null)
  }
})(${JSON.stringify(table)}, ${JSON.stringify(http)}, ${JSON.stringify(toasts)}, ${JSON.stringify(Object.fromEntries(catalogues))})
`
}

/** The files of a module's chunk and of all that it imports. Throws where the module has none of its own. */
function filesOf(module: string, bundle: Bundle): string[] {
  const chunks = Object.values(bundle).filter((output): output is Chunk => output.type === 'chunk')
  const first = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(module))
  if (first === undefined) throw new Error(`${module} was not built into a file of its own`)
  const files = new Set<string>()
  const add = (name: string): void => {
    if (files.has(name)) return
    files.add(name)
    chunks.find(({ fileName }) => fileName === name)?.imports.forEach(add)
  }
  add(first.fileName)
  return [...files]
}
