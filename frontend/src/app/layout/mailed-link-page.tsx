import { t } from '@lingui/core/macro'
import { type ReactNode, useEffect, useState } from 'react'
import { Link, useLocation, useNavigate } from 'react-router'
import { Alert } from '@/shared/ui/alert'
import { Card } from '@/shared/ui/card'
import { PageHeader } from '@/shared/ui/page-header'

interface MailedLinkPageProps {
  readonly title: string
  /** The page that sends a new link, for those whose link has expired. */
  readonly newLinkAt?: string
  readonly children: (token: string) => ReactNode
}

/** A page that a mailed link opens. Its token comes after `#`, and is removed from the address once it is read. */
export function MailedLinkPage({ title, newLinkAt, children }: MailedLinkPageProps): ReactNode {
  const { hash, pathname } = useLocation()
  const navigate = useNavigate()
  const [token] = useState(() => new URLSearchParams(hash.slice(1)).get('token'))

  useEffect(() => {
    if (hash !== '') void navigate(pathname, { replace: true })
  }, [hash, pathname, navigate])

  return (
    <div className="mx-auto max-w-md">
      <PageHeader title={title} />
      <Card>
        {token === null ? (
          <Alert tone="warning">
            {t`Part of the link is missing. Open the link in the email again.`}
          </Alert>
        ) : (
          children(token)
        )}
      </Card>
      {newLinkAt === undefined ? null : (
        <p className="mt-4 text-center">
          <Link
            to={newLinkAt}
            className="text-accent-ink font-semibold underline underline-offset-4"
          >
            {t`Get a new link`}
          </Link>
        </p>
      )}
    </div>
  )
}
