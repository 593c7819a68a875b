import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { LIMIT_BYTES, firstLoad, judged } from './first-load.ts'

/** A built page with scripts of this many incompressible bytes: one that it starts, and those that it preloads. */
function built(started: number, ...preloaded: number[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'first-load-'))
  mkdirSync(join(folder, 'assets'))
  const write = (name: string, bytes: number): string => {
    writeFileSync(join(folder, name), randomBytes(bytes))
    return name
  }
  const start = `<script type="module" src="/${write('assets/index.js', started)}"></script>`
  const links = preloaded.map((bytes, index) => {
    const name = write(`assets/part-${index}.js`, bytes)
    return `<link rel="modulepreload" crossorigin href="/${name}">`
  })
  write('assets/later.js', 500_000)
  writeFileSync(join(folder, 'index.html'), [start, ...links, ...links].join('\n'))
  return folder
}

describe('the first load', () => {
  it('consists of what the page starts and preloads, each file counted once', () => {
    const { files, bytes } = firstLoad(built(20_000, 30_000, 10_000))
    expect(files.map(({ name }) => name)).toEqual([
      'assets/part-0.js',
      'assets/index.js',
      'assets/part-1.js',
    ])
    expect(Math.abs(bytes - 60_000)).toBeLessThan(100)
  })

  it('passes below the limit, and fails above it with the heaviest file named', () => {
    expect(judged(firstLoad(built(LIMIT_BYTES - 1_000))).isKept).toBe(true)

    const { text, isKept } = judged(firstLoad(built(LIMIT_BYTES, 5_000)))
    expect(isKept).toBe(false)
    expect(text).toMatch(/140\.0 kB of JavaScript, compressed; 135\.0 kB are allowed/)
    expect(text).toMatch(/135\.0 kB {2}assets\/index\.js/)
  })

  it('says that nothing was built', () => {
    const folder = mkdtempSync(join(tmpdir(), 'first-load-'))
    expect(() => firstLoad(folder)).toThrow(/index\.html/)
    writeFileSync(join(folder, 'index.html'), '<p>empty</p>')
    expect(() => firstLoad(folder)).toThrow('names no script')
  })
})
