import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import {
  FRAME_BUDGET_MS,
  type ModelWish,
  type Timings,
  chooseDetector,
} from '@/pose/choice/choose-detector'
import { nameOf } from '@/pose/choice/detector'
import { useDevice } from '@/pose/choice/device'
import { formatCount } from '@/shared/lib/format'
import { Button } from '@/shared/ui/button'
import { Segmented } from '@/shared/ui/segmented'

const wishes = (): readonly { value: ModelWish; label: string }[] => [
  { value: 'auto', label: t`Automatic` },
  { value: 'lite', label: t`Fast` },
  { value: 'full', label: t`Exact` },
]

/** Chooses the pose model, and shows how fast each runs on this device. */
export function PoseModelField(): ReactNode {
  const { wish, timings, choose, remember } = useDevice()
  const fastMs = best(timings, 'lite')
  return (
    <div className="grid gap-1.5">
      <p className="text-sm font-semibold">{t`Pose model, from the next set on`}</p>
      <Segmented label={t`Pose model`} value={wish} options={wishes()} onChange={choose} />
      <p className="text-muted text-sm">
        {fastMs === null ? notYet() : whatIsKnown(fastMs, timings)}
      </p>
      {fastMs === null ? null : (
        <Button variant="secondary" onClick={() => remember({})}>
          {t`Measure again after the next set`}
        </Button>
      )}
    </div>
  )
}

function notYet(): string {
  return t`The exact model counts push-ups better and takes about twice as long. This device is measured after the next set.`
}

function whatIsKnown(fast: string, timings: Timings): string {
  const exact = best(timings, 'full')
  const budget = formatCount(FRAME_BUDGET_MS)
  if (exact === null)
    return t`On this device the fast model takes ${fast} ms per picture, too slow for the exact one: ${budget} ms are available.`
  const isTaken = chooseDetector('push-up', 'auto', timings).model === 'full'
  return isTaken
    ? t`On this device the fast model takes ${fast} ms per picture and the exact one ${exact} ms, of the ${budget} ms available: push-ups use the exact one automatically.`
    : t`On this device the fast model takes ${fast} ms per picture and the exact one ${exact} ms, more than the ${budget} ms available.`
}

/** Milliseconds per frame on the faster processor, rounded; null if not measured. */
function best(timings: Timings, model: 'lite' | 'full'): string | null {
  const ms = timings[nameOf(chooseDetector('squat', model, timings))]
  return ms === undefined ? null : formatCount(Math.round(ms))
}
