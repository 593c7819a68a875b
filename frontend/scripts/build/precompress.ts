import { glob, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

const COMPRESSIBLE = '**/*.{js,css,html,svg,wasm,webmanifest}'
const TOO_SMALL_BYTES = 1024
const LARGE_BYTES = 1_000_000

/** 11 makes scripts 7 % smaller than 9 does; the pose runtime of 11 MB it takes half a minute for 4 %. */
export function brotliQuality(content: Buffer): number {
  return content.length > LARGE_BYTES ? 9 : 11
}

/** Puts .br and .gz files beside what was built: backend and proxy send them as they are. */
export function precompress(): Plugin {
  let outDir = ''
  return {
    name: 'precompress',
    apply: 'build',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir)
    },
    closeBundle: { order: 'post', sequential: true, handler: () => compressFiles(outDir) },
  }
}

async function compressFiles(folder: string): Promise<void> {
  for await (const name of glob(COMPRESSIBLE, { cwd: folder })) {
    const path = join(folder, name)
    const content = await readFile(path)
    if (content.length < TOO_SMALL_BYTES) continue
    const quality = { [constants.BROTLI_PARAM_QUALITY]: brotliQuality(content) }
    await writeFile(`${path}.br`, await promisify(brotliCompress)(content, { params: quality }))
    await writeFile(`${path}.gz`, await promisify(gzip)(content, { level: 9 }))
  }
}
