import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'

/** Sets the document's title; React puts the element into <head>. */
export function PageTitle({ title }: { readonly title: string }): ReactNode {
  return <title>{t`${title} · Exercise Buddy`}</title>
}
