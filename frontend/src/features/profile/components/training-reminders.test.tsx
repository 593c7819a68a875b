import { screen, waitFor } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { keepReminders } from '../lib/push'
import { TrainingReminders } from './training-reminders'
import { endSession } from '@/api/session'
import { apiUrl, signIn, serveWith } from '@/api/testing/server'
import type { ReminderChange, Reminders } from '@/api/types'
import { renderScreen } from '@/shared/testing/render'

const REMINDERS = apiUrl('/users/me/reminders')
const SUBSCRIPTION: Reminders['subscriptions'][number] = {
  id: '0190a000-0000-7000-8000-000000000001',
  push_service: 'push.example.com',
  language: 'en',
  current: true,
  created_at: '2026-03-18T12:00:00Z',
}
let reminders: Reminders
let registered: unknown[]

serveWith(
  http.get(REMINDERS, () => HttpResponse.json(reminders)),
  http.patch<never, ReminderChange>(REMINDERS, async ({ request }) => {
    const { days, hour } = await request.json()
    reminders = { ...reminders, days: days.toSorted(), hour }
    return HttpResponse.json(reminders)
  }),
  http.get(`${REMINDERS}/server`, () => HttpResponse.json({ application_server_key: 'BKey' })),
  http.post(`${REMINDERS}/subscriptions`, async ({ request }) => {
    registered.push(await request.json())
    reminders = { ...reminders, subscriptions: [SUBSCRIPTION] }
    return HttpResponse.json(SUBSCRIPTION, { status: 201 })
  }),
  http.delete<{ id: string }>(`${REMINDERS}/subscriptions/:id`, ({ params }) => {
    reminders = {
      ...reminders,
      subscriptions: reminders.subscriptions.filter(({ id }) => id !== params.id),
    }
    return new HttpResponse(null, { status: 204 })
  }),
)

/** A browser whose push service gives out `subscription`. */
class FakePushes {
  permission: NotificationPermission = 'granted'
  isReachable = true
  endpoint = 'https://push.example.com/1'
  subscription: object | null = null

  readonly pushManager = {
    getSubscription: () => Promise.resolve(this.subscription),
    subscribe: (options: PushSubscriptionOptionsInit) => {
      expect(options).toEqual({ userVisibleOnly: true, applicationServerKey: 'BKey' })
      if (!this.isReachable) return Promise.reject(new DOMException('no', 'AbortError'))
      return Promise.resolve(this.subscribe())
    },
  }

  subscribe(): object {
    const { endpoint } = this
    this.subscription = {
      endpoint,
      toJSON: () => ({ endpoint, keys: { p256dh: 'P', auth: 'A' } }),
      unsubscribe: () => {
        this.subscription = null
        return Promise.resolve(true)
      },
    }
    return this.subscription
  }
}

let pushes: FakePushes

beforeEach(() => {
  localStorage.clear()
  reminders = { days: [], hour: 18, subscriptions: [] }
  registered = []
  pushes = new FakePushes()
  vi.stubGlobal('PushManager', Object)
  vi.stubGlobal('Notification', { requestPermission: () => Promise.resolve(pushes.permission) })
  const registration = { active: {}, pushManager: pushes.pushManager }
  Object.defineProperty(navigator, 'serviceWorker', {
    configurable: true,
    value: { getRegistration: () => Promise.resolve(registration) },
  })
  signIn()
})

afterEach(() => {
  vi.unstubAllGlobals()
  Reflect.deleteProperty(navigator, 'serviceWorker')
})

const NEW = {
  endpoint: 'https://push.example.com/1',
  keys: { p256dh: 'P', auth: 'A' },
  language: 'en',
}

describe('reminders to train', () => {
  it('are turned on, given days and an hour, and turned off', async () => {
    const { user } = renderScreen(<TrainingReminders />)
    await user.click(await screen.findByRole('switch', { name: 'Remind me to train' }))
    await waitFor(() => expect(reminders.days).toEqual([1, 2, 3, 4, 5, 6, 7]))
    expect(registered).toEqual([NEW])

    await user.click(await screen.findByRole('checkbox', { name: 'Sun' }))
    await waitFor(() => expect(reminders.days).toEqual([1, 2, 3, 4, 5, 6]))
    await user.selectOptions(screen.getByLabelText('Time'), '7')
    await waitFor(() => expect(reminders.hour).toBe(7))

    await user.click(screen.getByRole('switch', { name: 'Remind me to train' }))
    await waitFor(() => expect(reminders.subscriptions).toEqual([]))
    await waitFor(() => expect(pushes.subscription).toBeNull())
    await waitFor(() => expect(screen.queryByLabelText('Time')).not.toBeInTheDocument())
  })

  it.each([
    ['are not allowed', () => (pushes.permission = 'denied'), /Notifications are blocked/],
    ['cannot come', () => (pushes.isReachable = false), /push service of this browser/],
  ])('say if they %s, and stay off', async (_, prevent, text) => {
    prevent()
    const { user } = renderScreen(<TrainingReminders />)
    await user.click(await screen.findByRole('switch', { name: 'Remind me to train' }))
    expect(await screen.findByText(text)).toBeVisible()
    await waitFor(() => expect(screen.getByRole('switch')).not.toBeChecked())
    expect(registered).toEqual([])
  })

  it('are not offered if the browser cannot show any', () => {
    vi.unstubAllGlobals()
    renderScreen(<TrainingReminders />)
    expect(screen.getByText(/This browser shows no reminders/)).toBeVisible()
    expect(screen.queryByRole('switch')).not.toBeInTheDocument()
  })
})

describe('a browser that shows reminders', () => {
  async function turnedOn(): Promise<() => void> {
    const { user } = renderScreen(<TrainingReminders />)
    await user.click(await screen.findByRole('switch', { name: 'Remind me to train' }))
    await waitFor(() => expect(reminders.days).not.toEqual([]))
    registered = []
    return keepReminders()
  }

  it('shows none after the user signs out', async () => {
    const stop = await turnedOn()
    endSession('person')
    await waitFor(() => expect(pushes.subscription).toBeNull())
    stop()
  })

  it('goes on after the session expired, and registers with the next one', async () => {
    const stop = await turnedOn()
    endSession('server')
    expect(pushes.subscription).not.toBeNull()
    signIn()
    await waitFor(() => expect(registered).toEqual([NEW]))
    stop()
  })

  it('tells the server of a subscription that the browser has changed', async () => {
    const stop = await turnedOn()
    stop()
    pushes.endpoint = 'https://push.example.com/2'
    pushes.subscribe()
    const stopAgain = keepReminders()
    await waitFor(() => expect(registered).toEqual([{ ...NEW, endpoint: pushes.endpoint }]))
    stopAgain()
  })

  it('ends the reminders of one account when another one signs in', async () => {
    const stop = await turnedOn()
    endSession('server')
    localStorage.setItem(
      'exercise-buddy.reminders',
      JSON.stringify({ userId: 'somebody else', endpoint: pushes.endpoint }),
    )
    signIn()
    await waitFor(() => expect(pushes.subscription).toBeNull())
    expect(registered).toEqual([])
    stop()
  })
})
