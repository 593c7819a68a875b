import { t } from '@lingui/core/macro'
import { ShieldAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Banner } from './banner'

/** Away from the machine that serves it, plain http means no camera, and no session that outlasts a reload. */
export function PlainHttpBanner(): ReactNode {
  if (window.isSecureContext) return null
  return (
    <Banner icon={ShieldAlert}>
      {t`This page was loaded over plain http: the browser blocks the camera, and signs you out at every reload. Open it at an https address: on a machine in your home “make run LAN=1” provides one.`}
    </Banner>
  )
}
