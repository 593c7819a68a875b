import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useShallow } from 'zustand/shallow'
import { useLive } from '../../hooks/use-live-session'
import { type Line, type LineTone, lineOf } from '../../lib/live-line'
import type { LiveSession } from '../../session/live-session'
import { LineSpace } from './training-layout'
import { cn } from '@/shared/lib/cn'
import { exerciseInText } from '@/shared/lib/exercises'

interface LiveLineProps {
  readonly session: LiveSession
  /** Whether camera and pose detection are both running. */
  readonly ready: boolean
}

const TONES: Readonly<Record<LineTone, string>> = {
  hint: 'text-warning',
  good: 'text-accent-ink',
  cue: 'bg-accent text-on-accent rounded-2xl',
  plain: 'text-ink',
}

/**
 * The line readable from three metres, outside the picture, so that no body is behind it. Keeps its space when empty.
 */
export function LiveLine({ session, ready }: LiveLineProps): ReactNode {
  const view = useLive(
    session,
    useShallow((all) => all),
  )
  const line = ready || view.stage === 'paused' ? lineOf(view, session) : null
  return (
    <LineSpace>
      <p
        role="status"
        data-testid="live-line"
        translate="no"
        className={cn(
          'min-h-12 text-[min(3rem,17vw)] leading-none font-extrabold tracking-tighter lg:min-h-18 lg:text-7xl',
          line === null ? '' : TONES[line.tone],
        )}
      >
        {line?.text}
      </p>
      <p className="text-muted short:hidden small:hidden min-h-5 text-sm lg:text-lg">
        {line === null ? null : <Detail line={line} />}
      </p>
    </LineSpace>
  )
}

function Detail({ line: { detail, instead } }: { readonly line: Line }): ReactNode {
  if (instead === undefined) return <span translate="no">{detail}</span>
  return (
    <>
      <span>{detail}</span>{' '}
      <Link to={`/train/${instead}`} className="text-accent-ink font-semibold underline">
        {t`Count ${exerciseInText(instead)} instead`}
      </Link>
    </>
  )
}
