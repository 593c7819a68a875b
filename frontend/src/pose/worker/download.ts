import type { PoseAssets } from '../assets'

export type Progress = (loadedBytes: number, totalBytes: number) => void

/**
 * Download runtime and model at the same time and return the model. The runtime is only pulled into the browser's
 * cache: its loader fetches it again from there, so that the browser can keep the compiled code as well.
 * Raises an Error where an answer is not the file asked for.
 */
export async function downloadAssets(
  assets: PoseAssets,
  origin: string,
  onProgress: Progress,
): Promise<Uint8Array> {
  const total = assets.wasm.bytes + assets.model.bytes
  let loaded = 0
  const count = (bytes: number) => {
    loaded += bytes
    onProgress(Math.min(loaded, total), total)
  }
  onProgress(0, total)
  const [model] = await Promise.all([
    readModel(origin + assets.model.path, assets.model.bytes, count),
    drain(origin + assets.wasm.path, count),
  ])
  return model
}

async function readModel(
  url: string,
  size: number,
  onBytes: (bytes: number) => void,
): Promise<Uint8Array> {
  const model = new Uint8Array(size)
  let offset = 0
  for await (const chunk of chunks(url)) {
    if (offset + chunk.length > size) throw new Error(`${url} is longer than ${size} bytes`)
    model.set(chunk, offset)
    offset += chunk.length
    onBytes(chunk.length)
  }
  if (offset !== size) throw new Error(`${url} ended after ${offset} of ${size} bytes`)
  return model
}

async function drain(url: string, onBytes: (bytes: number) => void): Promise<void> {
  for await (const chunk of chunks(url)) onBytes(chunk.length)
}

async function* chunks(url: string): AsyncGenerator<Uint8Array> {
  const response = await fetch(url)
  if (!response.ok || response.body === null) throw new Error(`${url} answered ${response.status}`)
  // Safari cannot iterate over a stream directly.
  const reader = response.body.getReader()
  for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value
}
