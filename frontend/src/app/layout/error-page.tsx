import { t } from '@lingui/core/macro'
import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useRouteError } from 'react-router'
import { isLoadFailure } from '@/shared/lib/browser/import-fetched'
import { AloneOnScreen } from '@/shared/ui/alone-on-screen'
import { Button } from '@/shared/ui/button'
import { EmptyState } from '@/shared/ui/empty-state'
import { LinkButton } from '@/shared/ui/link-button'
import { PageHeader } from '@/shared/ui/page-header'

export function ErrorPage(): ReactNode {
  if (isLoadFailure(useRouteError())) return <NotLoaded />
  return (
    <Stumbled title={t`Something broke on this page`}>
      {t`Your training is safe. Reload the page; if it happens again, start from the home page.`}
    </Stumbled>
  )
}

/** In place of a page whose code could not be fetched. */
export function NotLoaded(): ReactNode {
  return (
    <Stumbled title={t`The page could not be loaded`}>
      {t`The connection may be down, or there is a new version of the app. Reload to continue.`}
    </Stumbled>
  )
}

/** The same where no header frames the page. */
export function ErrorOnScreen(): ReactNode {
  return (
    <AloneOnScreen>
      <ErrorPage />
    </AloneOnScreen>
  )
}

/** The same where no header frames the page. */
export function NotLoadedOnScreen(): ReactNode {
  return (
    <AloneOnScreen>
      <NotLoaded />
    </AloneOnScreen>
  )
}

interface StumbledProps {
  readonly title: string
  readonly children: string
}

function Stumbled({ title, children }: StumbledProps): ReactNode {
  return (
    <>
      <PageHeader title={t`This page stumbled`} />
      <EmptyState
        icon={TriangleAlert}
        title={title}
        actions={
          <>
            <Button onClick={() => window.location.reload()}>{t`Reload`}</Button>
            <LinkButton to="/" variant="secondary">
              {t`Back to Home`}
            </LinkButton>
          </>
        }
      >
        {children}
      </EmptyState>
    </>
  )
}
