import type { PoseAsset, PoseAssets } from '../assets'
import { within } from '@/shared/lib/within'

export type Progress = (loadedBytes: number, totalBytes: number) => void

/** A connection that brings nothing for this long has broken off, whether or not anybody says so. */
const SILENT_MS = 30_000

export interface Downloads {
  readonly model: Uint8Array
  readonly wasm: Uint8Array
}

/** Download runtime and model at the same time. Throws an Error where an answer is not the file asked for. */
export async function downloadAssets(
  { model, wasm }: PoseAssets,
  origin: string,
  onProgress: Progress,
): Promise<Downloads> {
  const total = wasm.bytes + model.bytes
  let loaded = 0
  const count = (bytes: number): void => {
    loaded += bytes
    onProgress(loaded, total)
  }
  onProgress(0, total)
  const [modelBytes, wasmBytes] = await Promise.all([
    read(origin, model, count),
    read(origin, wasm, count),
  ])
  return { model: modelBytes, wasm: wasmBytes }
}

async function read(
  origin: string,
  { path, bytes: size }: PoseAsset,
  onBytes: (bytes: number) => void,
): Promise<Uint8Array> {
  const content = new Uint8Array(size)
  let offset = 0
  for await (const chunk of chunks(origin + path)) {
    if (offset + chunk.length > size) throw new Error(`${path} is longer than ${size} bytes`)
    content.set(chunk, offset)
    offset += chunk.length
    onBytes(chunk.length)
  }
  if (offset !== size) throw new Error(`${path} ended after ${offset} of ${size} bytes`)
  return content
}

async function* chunks(url: string): AsyncGenerator<Uint8Array> {
  const response = await inTime(fetch(url), url)
  if (!response.ok || response.body === null) throw new Error(`${url} answered ${response.status}`)
  // Safari cannot iterate over a stream directly.
  const reader = response.body.getReader()
  const next = (): Promise<ReadableStreamReadResult<Uint8Array>> => inTime(reader.read(), url)
  for (let part = await next(); !part.done; part = await next()) yield part.value
}

function inTime<T>(answer: Promise<T>, url: string): Promise<T> {
  const silence = (): Error => new Error(`${url} sent nothing for ${SILENT_MS} ms`)
  return within(SILENT_MS, answer, silence)
}
