import { createServer, get, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from '../support/test'

/** A proxy as people set it up who have one host for everything: `prefix` is ours, the rest is somebody else's. */
async function proxyBelow(prefix: string, target: string, strips: boolean): Promise<Server> {
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    if (!path.startsWith(prefix)) {
      response.writeHead(404).end()
      return
    }
    const forwarded = strips ? path.slice(prefix.length - 1) : path
    get(new URL(forwarded, target), { headers: { accept: request.headers.accept } }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}

for (const strips of [true, false]) {
  test(`below a sub-path that the proxy ${strips ? 'strips' : 'keeps'}, the page says that it cannot be`, async ({
    openBrowser,
    baseURL,
  }) => {
    const server = await proxyBelow('/buddy/', baseURL ?? '', strips)
    const { port } = server.address() as AddressInfo
    try {
      const page = await openBrowser({ baseURL: `http://127.0.0.1:${port}` })
      await page.goto('/buddy/')
      await expect(page.getByText('It works at the root of a host')).toBeVisible()
    } finally {
      server.close()
    }
  })
}

test('at the root of a host nothing of that is seen, not even before the script', async ({
  openBrowser,
}) => {
  const page = await openBrowser()
  await page.route('**/*.js', (route) => route.abort())
  await page.goto('/')
  await expect(page.getByText('It works at the root of a host')).toBeHidden()
})
