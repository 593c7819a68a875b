import { t } from '@lingui/core/macro'
import { useQuery } from '@tanstack/react-query'
import { QRCodeSVG } from 'qrcode.react'
import { type ReactNode, useCallback, useState } from 'react'
import { usePairing } from '../hooks/use-pairing'
import { connectAddress } from '../lib/pair-screen'
import { WatchScreen } from './watch-screen'
import { capabilitiesQuery } from '@/account/capabilities'
import { problemText } from '@/account/problem-text'
import { LinkButton } from '@/shared/ui/link-button'
import { Spinner } from '@/shared/ui/spinner'

/** A screen without a signed-in user: shows a code until a phone allows it, then what that phone counts. */
export function PairedScreen(): ReactNode {
  // In memory only: after a reload the screen is paired again.
  const [screenToken, setScreenToken] = useState<string | null>(null)
  const [wasPaired, setWasPaired] = useState(false)
  const onPaired = useCallback((token: string) => setScreenToken(token), [])
  const onOver = useCallback(() => {
    setWasPaired(true)
    setScreenToken(null)
  }, [])
  if (screenToken !== null) return <WatchScreen screenToken={screenToken} onOver={onOver} />
  return <Pairing wasPaired={wasPaired} onPaired={onPaired} />
}

interface PairingProps {
  readonly wasPaired: boolean
  readonly onPaired: (screenToken: string) => void
}

function Pairing({ wasPaired, onPaired }: PairingProps): ReactNode {
  const { code, trouble } = usePairing(onPaired)
  return (
    <div className="grid min-h-0 flex-1 content-center justify-items-center gap-6 overflow-y-auto p-4 text-center">
      <p role="status" className="text-muted text-xl">
        {wasPaired ? t`This screen was disconnected.` : ''}
      </p>
      <p className="text-3xl font-extrabold tracking-tight lg:text-5xl">
        {t`Connect this screen with your phone`}
      </p>
      {code === null ? <NoCode text={trouble === null ? null : problemText(trouble)} /> : null}
      {code === null ? null : <Code code={code} />}
      <p className="text-muted">{t`Or sign in here, with the account that trains.`}</p>
      <LinkButton to="/login?next=%2Fwatch" variant="secondary">
        {t`Sign in`}
      </LinkButton>
    </div>
  )
}

function NoCode({ text }: { readonly text: string | null }): ReactNode {
  return text === null ? <Spinner label={t`Loading`} /> : <p role="alert">{text}</p>
}

function Code({ code }: { readonly code: string }): ReactNode {
  const { data: capabilities } = useQuery(capabilitiesQuery)
  const address = connectAddress(location.origin, code)
  const phoneUrl = capabilities?.phone_url ?? null
  return (
    <>
      {address === null ? null : (
        // White background in both themes: scanners need dark on light.
        <div className="rounded-card bg-white p-4">
          <QRCodeSVG value={address} size={220} title={t`QR code that connects this screen`} />
        </div>
      )}
      <p className="text-muted max-w-[34ch] text-xl lg:text-2xl">
        {address === null
          ? t`On your phone open Profile, then “Connect a screen”, and type:`
          : t`Point its camera here. Or open Profile there, then “Connect a screen”, and type:`}
      </p>
      <p
        data-testid="pairing-code"
        translate="no"
        className="numeral text-[min(3.75rem,12vw)] tracking-wide whitespace-nowrap lg:text-8xl"
      >
        {code}
      </p>
      {address === null && phoneUrl !== null ? (
        <p className="text-muted">{t`Phones in your home open ${phoneUrl}`}</p>
      ) : null}
    </>
  )
}
