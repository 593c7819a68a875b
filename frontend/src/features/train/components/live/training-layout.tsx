import { t } from '@lingui/core/macro'
import type { CSSProperties, ReactNode } from 'react'
import { cn } from '@/shared/lib/cn'

/**
 * Bar, picture, line and panel stacked; on small phones the picture shrinks in favour of the count, unlike a problem.
 */
const PORTRAIT =
  'grid grid-cols-[minmax(0,1fr)] grid-rows-[auto_min(40dvh,calc((100vw-1.5rem)/var(--ratio)))_auto_minmax(0,1fr)] pb-[env(safe-area-inset-bottom)] small:grid-rows-[auto_24dvh_auto_minmax(0,1fr)] small:has-[[role=alert]]:grid-rows-[auto_40dvh_auto_minmax(0,1fr)]'
/** Picture and panel side by side, with the line above both. */
const LANDSCAPE =
  'landscape:grid-cols-[minmax(0,1.25fr)_minmax(min(17rem,50vw),1fr)] landscape:grid-rows-[auto_auto_minmax(0,1fr)]'

/** On a phone in landscape the panel takes the full height: the count has to be readable from three metres. */
const SHORT = 'landscape:short:grid-cols-2 landscape:short:grid-rows-[auto_minmax(0,1fr)_auto]'

/** One below the other and scrolled, the panel first: nothing of it fits beside the picture. */
const ZOOMED = 'zoomed:grid-rows-[max-content_max-content_max-content_80dvh] zoomed:overflow-y-auto'

const DEFAULT_RATIO = 4 / 3

interface TrainingLayoutProps {
  /** The camera picture's width over height; null until known. */
  readonly ratio: number | null
  readonly bar: ReactNode
  readonly stage: ReactNode
  readonly line: ReactNode
  readonly panel: ReactNode
}

/** Fills the screen, to be readable from three metres. */
export function TrainingLayout({ ratio, bar, stage, line, panel }: TrainingLayoutProps): ReactNode {
  return (
    <main
      style={{ '--ratio': ratio ?? DEFAULT_RATIO } as CSSProperties}
      className={cn('bg-canvas text-ink fixed inset-0 z-30', PORTRAIT, LANDSCAPE, SHORT, ZOOMED)}
    >
      {bar}
      <div className="zoomed:order-2 landscape:short:order-none landscape:short:pb-0 min-h-0 px-3 landscape:order-1 landscape:pb-3">
        <div className="[container-type:size] grid size-full place-items-center">
          <div className="rounded-card relative aspect-[var(--ratio)] w-[min(100cqw,calc(100cqh*var(--ratio)))] overflow-hidden bg-[#0b0d0e]">
            {stage}
          </div>
        </div>
      </div>
      <div className="landscape:short:col-span-1 landscape:short:pb-1 zoomed:order-1 landscape:col-span-2">
        {line}
      </div>
      <section
        aria-label={t`Set`}
        className="zoomed:min-h-[90dvh] zoomed:px-1 small:px-2 small:pb-2 landscape:short:col-start-2 landscape:short:row-span-3 landscape:short:row-start-1 landscape:short:pt-3 min-h-0 p-3 pt-0 landscape:order-1"
      >
        {panel}
      </section>
    </main>
  )
}

/** The space for the line that is readable from three metres. */
export function LineSpace({ children }: { readonly children?: ReactNode }): ReactNode {
  return (
    <div className="short:min-h-13 small:min-h-13 grid min-h-18 content-center px-3 text-center lg:min-h-25">
      {children}
    </div>
  )
}

/** The panel before the set. */
export function StartPanel({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <div className="rounded-card border-line bg-surface short:p-3 small:p-3 flex h-full flex-col gap-3 border p-4 sm:p-6">
      {children}
    </div>
  )
}
