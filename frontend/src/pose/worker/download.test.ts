import { afterEach, describe, expect, it, vi } from 'vitest'
import { downloadAssets } from './download'

const ASSETS = {
  runtimePath: '/runtime',
  wasm: { path: '/runtime/a.wasm', bytes: 6 },
  model: { path: '/models/a.task', bytes: 4 },
}
const ORIGIN = 'https://app.test'

function serve(files: Readonly<Record<string, Uint8Array[] | number>>): ReturnType<typeof vi.fn> {
  const fetched = vi.fn((url: string) => {
    const file = files[url.slice(ORIGIN.length)] ?? 404
    if (typeof file === 'number') return Promise.resolve(new Response('', { status: file }))
    const body = new ReadableStream({
      start(controller) {
        for (const chunk of file) controller.enqueue(chunk)
        controller.close()
      },
    })
    return Promise.resolve(new Response(body))
  })
  vi.stubGlobal('fetch', fetched)
  return fetched
}

const wasm = [new Uint8Array([1, 2, 3]), new Uint8Array([4, 5, 6])]
const model = [new Uint8Array([7, 8]), new Uint8Array([9, 10])]

describe('downloadAssets', () => {
  afterEach(() => vi.unstubAllGlobals())

  it('gives both files whole, each fetched once, and counts every byte', async () => {
    const fetched = serve({ '/runtime/a.wasm': wasm, '/models/a.task': model })
    const progress = vi.fn()
    const downloads = await downloadAssets(ASSETS, ORIGIN, progress)
    expect([...downloads.wasm]).toEqual([1, 2, 3, 4, 5, 6])
    expect([...downloads.model]).toEqual([7, 8, 9, 10])
    expect(fetched).toHaveBeenCalledTimes(2)
    const loaded = progress.mock.calls.map(([bytes]) => bytes as number)
    expect(loaded[0]).toBe(0)
    expect(loaded.at(-1)).toBe(10)
    expect(loaded).toEqual([...loaded].sort((a, b) => a - b))
    expect(progress.mock.calls.every(([, total]) => total === 10)).toBe(true)
  })

  it.each([
    ['a missing file', 404, 'answered 404'],
    ['a file cut short', [new Uint8Array([7])], 'ended after 1 of 4 bytes'],
    ['a file too long, such as a page of html', [new Uint8Array(9)], 'is longer than 4 bytes'],
  ])('refuses %s', async (_what, answer, message) => {
    serve({ '/runtime/a.wasm': wasm, '/models/a.task': answer })
    await expect(downloadAssets(ASSETS, ORIGIN, vi.fn())).rejects.toThrow(message)
  })

  it('ends one that brings half of a file and then nothing more', async () => {
    vi.useFakeTimers()
    const half = new ReadableStream({ start: (body) => body.enqueue(new Uint8Array([7, 8])) })
    vi.stubGlobal('fetch', (url: string) =>
      Promise.resolve(new Response(url.endsWith('.task') ? half : new Uint8Array(6))),
    )
    const ended = expect(downloadAssets(ASSETS, ORIGIN, vi.fn())).rejects.toThrow('sent nothing')
    await vi.advanceTimersByTimeAsync(30_000)
    await ended
    vi.useRealTimers()
  })

  it('passes a lost connection on', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
    await expect(downloadAssets(ASSETS, ORIGIN, vi.fn())).rejects.toThrow('Failed to fetch')
  })
})
