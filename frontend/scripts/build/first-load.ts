import { readFileSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import { brotliQuality } from './precompress.ts'

/**
 * What the app may weigh before it shows anything: JavaScript that index.html names, in bytes as brotli sends it.
 * React, its router, the query cache and axios are some 110 kB of it. What only one page needs belongs to that page.
 */
export const LIMIT_BYTES = 135_000

export interface FirstLoad {
  /** Each file with its compressed size, the heaviest first. */
  readonly files: readonly { readonly name: string; readonly bytes: number }[]
  readonly bytes: number
}

/** The scripts that the built page asks for at once. Throws where `folder` holds no built page. */
export function firstLoad(folder: string): FirstLoad {
  const html = readFileSync(join(folder, 'index.html'), 'utf8')
  const names = new Set(
    [...html.matchAll(/(?:src|href)="\/([^"]+\.js)"/g)].map(([, name]) => name!),
  )
  if (names.size === 0) throw new Error(`${folder}/index.html names no script`)
  const files = [...names]
    .map((name) => ({ name, bytes: brotliBytes(readFileSync(join(folder, name))) }))
    .sort((one, other) => other.bytes - one.bytes)
  return { files, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) }
}

function brotliBytes(content: Buffer): number {
  const quality = { [constants.BROTLI_PARAM_QUALITY]: brotliQuality(content) }
  return brotliCompressSync(content, { params: quality }).length
}

/** A line for whoever reads the lint's output, and whether the limit is kept. */
export function judged({ files, bytes }: FirstLoad): { text: string; isKept: boolean } {
  const kB = (size: number): string => `${(size / 1000).toFixed(1)} kB`
  const isKept = bytes <= LIMIT_BYTES
  if (isKept) return { text: `First load: ${kB(bytes)} of JavaScript, compressed.`, isKept }
  const heaviest = files.slice(0, 5).map(({ name, bytes: size }) => `  ${kB(size)}  ${name}`)
  const text = [
    `First load: ${kB(bytes)} of JavaScript, compressed; ${kB(LIMIT_BYTES)} are allowed.`,
    'Import what only one page or a later moment needs with import(). The heaviest files:',
    ...heaviest,
  ].join('\n')
  return { text, isKept }
}

if (process.argv[1] && realpathSync(process.argv[1]) === import.meta.filename) {
  const { text, isKept } = judged(firstLoad(join(import.meta.dirname, '../../dist')))
  console.log(text)
  process.exitCode = isKept ? 0 : 1
}
