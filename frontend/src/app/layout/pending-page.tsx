import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { useNavigation } from 'react-router'

/** A line along the top while the next page is fetched: without it, a press on a slow connection seems lost. */
export function PendingPage(): ReactNode {
  const { state } = useNavigation()
  if (state === 'idle') return null
  return (
    <div
      role="progressbar"
      aria-label={t`Loading the page`}
      className="bg-accent-ink animate-pending fixed inset-x-0 top-0 z-50 h-1 forced-color-adjust-none"
    />
  )
}
