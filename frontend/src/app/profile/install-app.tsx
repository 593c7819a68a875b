import { t } from '@lingui/core/macro'
import { Download } from 'lucide-react'
import type { ReactNode } from 'react'
import { install, needsShareMenu, useInstall } from '../pwa/install'
import { Button } from '@/shared/ui/button'

/** Offers to install the app, if this browser can. */
export function InstallApp(): ReactNode {
  const offer = useInstall((state) => state.offer)
  if (offer !== null) {
    return (
      <div className="flex flex-wrap items-center justify-between gap-4">
        <div>
          <p className="font-semibold">{t`Install the app`}</p>
          <p className="text-muted text-sm">{t`Its own icon, and it starts without a network.`}</p>
        </div>
        <Button variant="secondary" onClick={() => void install(offer)}>
          <Download aria-hidden className="size-5" />
          {t`Install`}
        </Button>
      </div>
    )
  }
  if (!needsShareMenu()) return null
  return (
    <div>
      <p className="font-semibold">{t`Install the app`}</p>
      <p className="text-muted text-sm">
        {t`Open the share menu of Safari and choose “Add to Home Screen”.`}
      </p>
    </div>
  )
}
