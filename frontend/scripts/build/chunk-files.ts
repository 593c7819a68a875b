import { readdirSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

const SRC = fileURLToPath(new URL('../../src/', import.meta.url))

interface Files {
  /** Folders and files in src/, files without extension. */
  readonly of: readonly string[]
  readonly except?: readonly string[]
  /** Parts of the names of packages. */
  readonly packages?: readonly string[]
}

/** A pattern of files for a chunk. Throws where a path names nothing: a file moved would silently leave its chunk. */
export function chunkFiles({ of, except = [], packages = [] }: Files): RegExp {
  for (const path of [...of, ...except])
    if (!isThere(path)) throw new Error(`vite.config.ts: src/${path} is neither folder nor file`)
  const without = except.length === 0 ? '' : `(?!${anyOf(except)})`
  return new RegExp([`/src/${without}${anyOf(of)}`, ...packages].join('|'))
}

function anyOf(paths: readonly string[]): string {
  return String.raw`(?:${paths.join('|')})(?=[/.])`
}

function isThere(path: string): boolean {
  const names = readdirSync(SRC + dirname(path))
  return names.some((name) => name.replace(/\.tsx?$/, '') === basename(path))
}
