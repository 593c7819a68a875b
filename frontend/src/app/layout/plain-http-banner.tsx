import { t } from '@lingui/core/macro'
import { ShieldAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Banner } from './banner'

/** Away from the machine that serves it, plain http means no camera, and no session that outlasts a reload. */
export function PlainHttpBanner(): ReactNode {
  if (window.isSecureContext) return null
  return (
    <Banner icon={ShieldAlert}>
      {t`This page came over plain http: the browser keeps the camera off, and signs you out at every reload. Open it by an https address: whoever runs it on a machine of your home starts it with “make run LAN=1”, which leads you to one.`}
    </Banner>
  )
}
