import { screen } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { describe, expect, it } from 'vitest'
import { UsePhone } from './use-phone'
import { someCapabilities } from '@/api/testing/factories'
import { apiUrl, server, serveWith } from '@/api/testing/server'
import { renderScreen } from '@/shared/testing/render'

serveWith()

function phoneUrl(url: string | null): void {
  server.use(
    http.get(apiUrl('/auth/capabilities'), () =>
      HttpResponse.json(someCapabilities({ phone_url: url })),
    ),
  )
}

describe('the way to the phone', () => {
  it('is a QR code and an address where the server is run for the home', async () => {
    phoneUrl('http://192.168.1.7:8000/lan')

    renderScreen(<UsePhone />)

    const link = await screen.findByRole('link', { name: 'http://192.168.1.7:8000/lan' })
    expect(link).toHaveAttribute('href', 'http://192.168.1.7:8000/lan')
    expect(screen.getByRole('img', { name: /QR code/ })).toHaveAttribute('src', '/lan/qr.svg')
  })

  it('says on the machine itself how to serve the household', async () => {
    phoneUrl(null)

    renderScreen(<UsePhone />)

    expect(await screen.findByText('make run LAN=1')).toBeVisible()
  })
})
