import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { Spinner } from '@/shared/ui/spinner'

export function PageLoading(): ReactNode {
  return (
    <div className="flex min-h-[50dvh] items-center justify-center">
      <Spinner label={t`Loading`} />
    </div>
  )
}
