import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { capabilitiesQuery } from '@/account/capabilities'
import { Card, CardTitle } from '@/shared/ui/card'

const THIS_MACHINE = ['localhost', '127.0.0.1', '[::1]']

/** How another device in this home gets to the app; empty if the server is on the internet. */
export function UsePhone(): ReactNode {
  const { data: capabilities } = useQuery(capabilitiesQuery)
  if (capabilities === undefined) return null
  const { phone_url: url } = capabilities
  if (url === null && !THIS_MACHINE.includes(location.hostname)) return null
  return (
    <Card aria-labelledby="phone-title" className="flex flex-col gap-4">
      <CardTitle id="phone-title">{t`Use your phone`}</CardTitle>
      {url === null ? (
        <p className="text-muted">
          <Trans>
            A phone is easier to prop up. Start Exercise Buddy with <code>make run LAN=1</code>, or{' '}
            <code>exercise-buddy serve --lan</code>. Then phones in your home can open it, too.
          </Trans>
        </p>
      ) : (
        <div className="flex flex-wrap items-center gap-5">
          {/* Drawn for light paper in both themes: cameras want it dark on white. */}
          <img
            src="/lan/qr.svg"
            alt={t`QR code of ${url}`}
            width={180}
            height={180}
            className="rounded-control"
          />
          <div className="flex min-w-56 flex-1 flex-col gap-2">
            <p>{t`Point the camera of a phone in the same home network here, or open there:`}</p>
            <a href={url} className="text-accent-ink font-semibold break-all underline">
              {url}
            </a>
            <p className="text-muted text-sm">
              {t`The page shows how the phone gets to trust this machine. A new account there asks for the code in the terminal.`}
            </p>
          </div>
        </div>
      )}
    </Card>
  )
}
