import { describe, expect, it, vi } from 'vitest'
import { openTraining, showReminder } from './reminders'

function shownFor(data: unknown): Promise<unknown[]> {
  const showNotification = vi.fn(() => Promise.resolve())
  const message = { json: () => JSON.parse(data as string) as unknown } as PushMessageData
  const registration = { showNotification } as unknown as ServiceWorkerRegistration
  return showReminder(registration, data === null ? null : message).then(
    () => showNotification.mock.calls[0] ?? [],
  )
}

describe('a push', () => {
  it('is shown with the text it contains', async () => {
    const push = { title: 'Zeit fürs Training', body: 'Du wolltest erinnert werden.', lang: 'de' }
    expect(await shownFor(JSON.stringify(push))).toEqual([
      'Zeit fürs Training',
      { body: push.body, lang: 'de', tag: 'reminder', icon: '/icons/icon-192.png' },
    ])
  })

  it.each([null, '', 'text', 'null', '{}', '{"title": 1, "body": "x"}'])(
    'without a text (%s) is shown, too, because browsers end subscriptions of pages that show nothing',
    async (data) => {
      expect((await shownFor(data))[0]).toBe('Exercise Buddy')
    },
  )
})

describe('a press on a reminder', () => {
  it('opens the training page', async () => {
    const openWindow = vi.fn(() => Promise.resolve(null))
    await openTraining({ matchAll: () => Promise.resolve([]), openWindow } as unknown as Clients)
    expect(openWindow).toHaveBeenCalledWith('/train')
  })

  it('brings an open app to the front without changing its page', async () => {
    const openWindow = vi.fn()
    const focus = vi.fn(() => Promise.resolve())
    const clients = { matchAll: () => Promise.resolve([{ focus }]), openWindow }
    await openTraining(clients as unknown as Clients)
    expect(focus).toHaveBeenCalledOnce()
    expect(openWindow).not.toHaveBeenCalled()
  })
})
