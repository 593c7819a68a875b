import { ArrowLeft } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Link, useLocation } from 'react-router'
import { PageTitle } from './page-title'

interface PageHeaderProps {
  readonly title: string
  readonly lead?: ReactNode
  readonly actions?: ReactNode
  /** The page above this one, which the navigation does not lead to or not at once. */
  readonly back?: { readonly to: string; readonly label: string }
  /** Take the focus even without a change of route: for screens that appear by themselves. */
  readonly takesFocus?: boolean
}

/** The page's one h1. Also sets the document's title, and takes the focus after a change of route. */
export function PageHeader({
  title,
  lead,
  actions,
  back,
  takesFocus = false,
}: PageHeaderProps): ReactNode {
  const headingRef = useRef<HTMLHeadingElement>(null)
  const { key } = useLocation()
  // Of the page as it came: a filter that goes into the address later leads nowhere, and keeps the focus.
  const [navigated] = useState(key !== 'default')

  useEffect(() => {
    if (navigated || takesFocus) headingRef.current?.focus({ preventScroll: true })
  }, [navigated, takesFocus])

  return (
    <header className="mb-6 flex flex-wrap items-end justify-between gap-4">
      <PageTitle title={title} />
      {/*
       * On phones the content beside it has its own line, so that a name that loads late does not push the page down.
       */}
      <div className="min-w-0 basis-full sm:basis-auto">
        {back === undefined ? null : (
          <Link
            to={back.to}
            className="tap text-accent-ink mb-2 inline-flex items-center gap-1.5 py-1 text-sm font-semibold underline underline-offset-4 print:hidden"
          >
            <ArrowLeft aria-hidden className="size-4" />
            {back.label}
          </Link>
        )}
        <h1
          ref={headingRef}
          tabIndex={-1}
          className="text-3xl font-extrabold tracking-tight break-words hyphens-auto sm:text-4xl"
        >
          {title}
        </h1>
        {lead === undefined ? null : <p className="text-muted mt-1.5">{lead}</p>}
      </div>
      {actions === undefined ? null : <div className="flex flex-wrap gap-2">{actions}</div>}
    </header>
  )
}
