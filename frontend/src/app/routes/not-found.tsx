import { Compass } from 'lucide-react'
import type { ReactNode } from 'react'
import { EmptyState } from '@/shared/ui/empty-state'
import { LinkButton } from '@/shared/ui/link-button'
import { PageHeader } from '@/shared/ui/page-header'

export function Component(): ReactNode {
  return (
    <>
      <PageHeader title="Page not found" />
      <EmptyState
        icon={Compass}
        title="There is nothing at this address"
        actions={<LinkButton to="/">Back to the start</LinkButton>}
      >
        The link may be old, or have a typing error in it.
      </EmptyState>
    </>
  )
}
