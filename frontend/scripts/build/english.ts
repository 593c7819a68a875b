import { compileMessage } from '@lingui/message-utils/compileMessage'
import type { Plugin } from 'vite'

// What the macros become, an object over several lines: id: "aB3-+x", and beside values and elements or not,
// message: "Saved {n, plural, ...}". What is written by hand has single quotes.
const MESSAGE = /(\n\s*message: )("(?:[^"\\]|\\.)*")(?=,?\n)/g

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
