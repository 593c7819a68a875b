import { t } from '@lingui/core/macro'
import { type ReactNode, useEffect, useEffectEvent, useRef } from 'react'
import { Button } from '@/shared/ui/button'

/** Asked for this long before it comes into view, so that scrolling seldom waits. */
const AHEAD = '800px'

interface NextPageProps {
  readonly busy: boolean
  readonly onNext: () => void
}

/** Fetches the next page when the end comes near; a button for whoever gets there by keyboard. */
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
    // Anew after each page: an end that is still near would otherwise not be reported again.
  }, [busy])

  return (
    <div ref={endRef} className="flex justify-center">
      <Button variant="secondary" busy={busy} onClick={onNext}>
        {t`Show more`}
      </Button>
    </div>
  )
}
