import { t } from '@lingui/core/macro'
import { Compass } from 'lucide-react'
import type { ReactNode } from 'react'
import { EmptyState } from '@/shared/ui/empty-state'
import { LinkButton } from '@/shared/ui/link-button'
import { PageHeader } from '@/shared/ui/page-header'

export function Component(): ReactNode {
  return (
    <>
      <PageHeader title={t`Page not found`} />
      <EmptyState
        icon={Compass}
        title={t`There is nothing at this address`}
        actions={<LinkButton to="/">{t`Back to Home`}</LinkButton>}
      >
        {t`The link may be old or mistyped.`}
      </EmptyState>
    </>
  )
}
