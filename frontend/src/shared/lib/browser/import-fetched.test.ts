import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { FileFetchError, importFetched } from './import-fetched'

const asked: string[] = []
const network = vi.fn<(url: string) => Promise<Response>>()

beforeEach(() => {
  network.mockImplementation((url) => {
    asked.push(url.replace(/^.*assets\//, ''))
    return Promise.resolve(new Response(''))
  })
  vi.stubGlobal('fetch', network)
})

afterEach(() => vi.unstubAllGlobals())

it('imports once every file has been fetched, and fetches none twice', async () => {
  const load = (): Promise<string> => Promise.resolve(`after ${asked.join(' and ')}`)
  expect(await importFetched(load, ['assets/a.js', 'assets/b.js'])).toBe('after a.js and b.js')
  await importFetched(load, ['assets/a.js'])
  expect(asked).toEqual(['a.js', 'b.js'])
})

it.each([
  ['the network is gone', () => Promise.reject(new TypeError('Failed to fetch'))],
  ['a proxy answers', () => Promise.resolve(new Response(null, { status: 502 }))],
])('does not import while %s, and fetches again the next time', async (what, answer) => {
  const file = `assets/${what.replaceAll(' ', '-')}.js`
  let imports = 0
  const load = (): Promise<number> => Promise.resolve((imports += 1))
  network.mockImplementationOnce(answer)

  await expect(importFetched(load, [file])).rejects.toThrow(FileFetchError)
  expect(imports).toBe(0)
  expect(await importFetched(load, [file])).toBe(1)
})
