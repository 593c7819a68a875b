import { expect, test } from '../support/test'
import { push } from './offline-page'

test('a push is shown in the words of the server, and a newer one takes its place', async ({
  openBrowser,
  baseURL,
}) => {
  const page = await openBrowser({
    context: { serviceWorkers: 'allow', permissions: ['notifications'] },
  })
  await page.goto('/')
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  const shown = (): Promise<unknown> =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready
      const notifications = await registration.getNotifications()
      return notifications.map(({ title, body, lang, tag }) => ({ title, body, lang, tag }))
    })
  expect(await shown()).toEqual([])

  await push(page, baseURL!, '{"title": "Time to train", "body": "You wanted to.", "lang": "en"}')
  await expect
    .poll(shown)
    .toEqual([{ title: 'Time to train', body: 'You wanted to.', lang: 'en', tag: 'reminder' }])

  const german = { title: 'Zeit fürs Training', body: 'Du wolltest erinnert werden.', lang: 'de' }
  await push(page, baseURL!, JSON.stringify(german))
  await expect.poll(shown).toEqual([{ ...german, tag: 'reminder' }])
})
