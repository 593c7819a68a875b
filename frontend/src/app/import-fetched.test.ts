import { http, HttpResponse } from 'msw'
import { expect, it } from 'vitest'
import { FileFetchError, importFetched } from './import-fetched'
import { serveWith, server } from '@/api/testing/server'

const asked: string[] = []

serveWith(
  http.get('*/assets/:file', ({ params }) => {
    asked.push(String(params.file))
    return HttpResponse.text('')
  }),
)

it('imports once every file has been fetched, and fetches none twice', async () => {
  const load = (): Promise<string> => Promise.resolve(`after ${asked.join(' and ')}`)
  expect(await importFetched(load, ['assets/a.js', 'assets/b.js'])).toBe('after a.js and b.js')
  await importFetched(load, ['assets/a.js'])
  expect(asked).toEqual(['a.js', 'b.js'])
})

it.each([
  ['the network is gone', () => HttpResponse.error()],
  ['a proxy answers', () => new HttpResponse(null, { status: 502 })],
])('does not begin the import while %s, and fetches again the next time', async (what, answer) => {
  const file = `assets/${what.replaceAll(' ', '-')}.js`
  let imports = 0
  const load = (): Promise<number> => Promise.resolve((imports += 1))
  server.use(http.get('*/assets/:file', answer, { once: true }))

  await expect(importFetched(load, [file])).rejects.toThrow(FileFetchError)
  expect(imports).toBe(0)
  expect(await importFetched(load, [file])).toBe(1)
})
