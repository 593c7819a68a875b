import { t } from '@lingui/core/macro'
import { type ReactNode, useEffect, useEffectEvent, useRef } from 'react'
import { Button } from '@/shared/ui/button'

/** How far ahead of the view the next page is requested, so that scrolling rarely waits. */
const AHEAD = '800px'

interface NextPageProps {
  readonly busy: boolean
  readonly onNext: () => void
}

/** Fetches the next page when the end comes near. Also a button, for keyboard users. */
export function NextPage({ busy, onNext }: NextPageProps): ReactNode {
  const endRef = useRef<HTMLDivElement>(null)
  const comeNear = useEffectEvent(() => {
    if (!busy) onNext()
  })

  useEffect(() => {
    if (endRef.current === null || busy || !('IntersectionObserver' in window)) return undefined
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) comeNear()
      },
      { rootMargin: AHEAD },
    )
    observer.observe(endRef.current)
    return () => observer.disconnect()
    // Observed again after each page: an end that stays near would not be reported a second time.
  }, [busy])

  return (
    <div ref={endRef} className="flex justify-center">
      <Button variant="secondary" busy={busy} onClick={onNext}>
        {t`Show more`}
      </Button>
    </div>
  )
}
