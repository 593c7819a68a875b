import { screen, waitFor } from '@testing-library/react'
import { HttpResponse, delay, http } from 'msw'
import { describe, expect, it } from 'vitest'
import { StopWeeklyMail } from './stop-weekly-mail'
import { WeeklyMail } from './weekly-mail'
import { aUser } from '@/api/testing/factories'
import { apiUrl, problem, server, signIn, serveWith } from '@/api/testing/server'
import type { WeeklyMail as Setting } from '@/api/types'
import { renderScreen } from '@/shared/testing/render'

let setting: Setting = { language: null }

serveWith(
  http.get(apiUrl('/users/me/weekly-mail'), () => HttpResponse.json(setting)),
  http.patch<never, Setting>(apiUrl('/users/me/weekly-mail'), async ({ request }) => {
    setting = await request.json()
    return HttpResponse.json(setting)
  }),
)

describe('the weekly mail', () => {
  it('is turned on in the page’s language, changed to another, and turned off', async () => {
    setting = { language: null }
    signIn()
    const { user } = renderScreen(<WeeklyMail user={aUser({ email_verified: true })} />)
    const onOff = await screen.findByRole('switch', { name: 'Weekly email' })
    expect(onOff).not.toBeChecked()

    await user.click(onOff)
    await waitFor(() => expect(setting).toEqual({ language: 'en' }))
    await user.selectOptions(await screen.findByLabelText('Language of the email'), 'Deutsch')
    await waitFor(() => expect(setting).toEqual({ language: 'de' }))
    expect(screen.getByLabelText('Language of the email')).toHaveValue('de')

    await user.click(screen.getByRole('switch', { name: 'Weekly email' }))
    await waitFor(() => expect(setting).toEqual({ language: null }))
    expect(screen.queryByLabelText('Language of the email')).not.toBeInTheDocument()
  })

  it('ends up as last chosen, however slow the previous request was', async () => {
    setting = { language: null }
    signIn()
    server.use(
      http.patch<never, Setting>(apiUrl('/users/me/weekly-mail'), async ({ request }) => {
        const wanted = await request.json()
        if (wanted.language === 'en') await delay(200)
        setting = wanted
        return HttpResponse.json(wanted)
      }),
    )
    const { user } = renderScreen(<WeeklyMail user={aUser({ email_verified: true })} />)
    await user.click(await screen.findByRole('switch', { name: 'Weekly email' }))
    await user.selectOptions(await screen.findByLabelText('Language of the email'), 'Deutsch')
    expect(screen.getByLabelText('Language of the email')).toHaveValue('de')
    await waitFor(() => expect(setting).not.toEqual({ language: null }))
    await delay(300)
    expect(setting).toEqual({ language: 'de' })
    expect(screen.getByLabelText('Language of the email')).toHaveValue('de')
  })

  it('says what the server refused, and stays as it was', async () => {
    setting = { language: null }
    signIn()
    server.use(
      http.patch(apiUrl('/users/me/weekly-mail'), () => problem(409, 'mail_not_configured')),
    )
    const { user } = renderScreen(<WeeklyMail user={aUser({ email_verified: true })} />)
    await user.click(await screen.findByRole('switch', { name: 'Weekly email' }))
    expect(await screen.findByText('This server sends no email.')).toBeVisible()
    expect(screen.getByRole('switch', { name: 'Weekly email' })).not.toBeChecked()
  })

  it('requires a confirmed address first', () => {
    renderScreen(<WeeklyMail user={aUser({ email_verified: false })} />)
    expect(screen.queryByRole('switch')).not.toBeInTheDocument()
    expect(screen.getByRole('link', { name: 'Security' })).toHaveAttribute(
      'href',
      '/profile/security',
    )
  })
})

describe('the link of a weekly mail', () => {
  it('stops it on a press, without signing in', async () => {
    const tokens: (string | null)[] = []
    server.use(
      http.post(apiUrl('/weekly-mail/unsubscribe'), ({ request }) => {
        tokens.push(new URL(request.url).searchParams.get('token'))
        expect(request.headers.get('authorization')).toBeNull()
        return new HttpResponse(null, { status: 204 })
      }),
    )
    const { user } = renderScreen(<StopWeeklyMail token="a.b.c" />)
    expect(tokens).toEqual([])
    await user.click(screen.getByRole('button', { name: 'Unsubscribe' }))
    expect(await screen.findByText(/You will get no more weekly emails/)).toBeVisible()
    expect(tokens).toEqual(['a.b.c'])
  })

  it('says what to do if the link is not valid', async () => {
    server.use(
      http.post(apiUrl('/weekly-mail/unsubscribe'), () => problem(400, 'unsubscribe_link_invalid')),
    )
    const { user } = renderScreen(<StopWeeklyMail token="x" />)
    await user.click(screen.getByRole('button', { name: 'Unsubscribe' }))
    expect(await screen.findByText(/turn the weekly email off in your profile/)).toBeVisible()
  })
})
