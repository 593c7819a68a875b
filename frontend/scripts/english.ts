import { compileMessage } from '@lingui/message-utils/compileMessage'
import type { Plugin } from 'vite'

// What the macros become: {id: "aB3-+x", message: "Saved {n, plural, ...}"}.
const MESSAGE = /(\bid: "[\w-]{6}",\s*message: )("(?:[^"\\]|\\.)*")/g

/**
 * Compiles the English texts where they stand in the code. English then needs no catalogue, which everyone would fetch,
 * and no compiler in the page.
 */
export function english(): Plugin {
  return {
    name: 'english',
    apply: 'build',
    enforce: 'pre',
    transform: {
      filter: { id: /\/src\/.*\.tsx?$/, code: '/*i18n*/' },
      handler: (code) => ({ code: compiled(code), map: null }),
    },
  }
}

export function compiled(code: string): string {
  return code.replaceAll(
    MESSAGE,
    (_, before: string, text: string) =>
      before + JSON.stringify([compileMessage(JSON.parse(text) as string)].flat()),
  )
}
