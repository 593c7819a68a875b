import { t } from '@lingui/core/macro'
import { ArrowLeft } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { Link } from 'react-router'
import { PageTitle } from '@/shared/ui/page-title'

interface TrainingHeaderProps {
  readonly title: string
  readonly children?: ReactNode
}

/** The back link and the exercise. */
export function TrainingHeader({ title, children }: TrainingHeaderProps): ReactNode {
  const titleRef = useRef<HTMLHeadingElement>(null)

  // Announces the new page to screen readers.
  useEffect(() => titleRef.current?.focus({ preventScroll: true }), [])

  return (
    <header className="landscape:short:col-span-1 flex items-center gap-1 px-2 py-1 pt-[max(0.25rem,env(safe-area-inset-top))] landscape:col-span-2">
      <PageTitle title={title} />
      <Link
        to="/train"
        aria-label={t`Other exercises`}
        className="rounded-control text-muted hover:bg-sunken hover:text-ink inline-flex size-11 items-center justify-center"
      >
        <ArrowLeft aria-hidden className="size-6" />
      </Link>
      <h1
        ref={titleRef}
        tabIndex={-1}
        className="line-clamp-2 min-w-0 flex-1 text-xl leading-tight font-extrabold tracking-tight break-words"
      >
        {title}
      </h1>
      {children}
    </header>
  )
}
