import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import type { Statistics } from '@/api/types'
import { cn } from '@/shared/lib/cn'
import { exerciseName } from '@/shared/lib/exercises'
import { Card, CardTitle } from '@/shared/ui/card'

type Totals = Pick<Statistics['by_exercise'][number], 'exercise_type' | 'quality'>

const kinds = () =>
  [
    { name: 'valid', label: t`good`, style: 'bg-accent-ink' },
    { name: 'shallow', label: t`shallow`, style: 'bg-warning' },
    { name: 'no_lock_out', label: t`not straight`, style: 'bg-line-strong' },
    { name: 'hips_off_line', label: t`hips off the line`, style: 'bg-muted' },
    { name: 'low_confidence', label: t`hard to see`, style: 'bg-line' },
  ] as const

/** How much of each exercise was done in good form, as far as the camera could judge. */
export function FormShares({ totals }: { readonly totals: readonly Totals[] }): ReactNode {
  const judged = totals.filter(({ quality }) => quality !== null)
  if (judged.length === 0) return null
  return (
    <Card aria-labelledby="form-title">
      <CardTitle id="form-title">{t`Form`}</CardTitle>
      <p className="text-muted mt-1 mb-4 text-sm">
        {t`What the camera made of the repetitions it saw.`}
      </p>
      <ul className="m-0 flex list-none flex-col gap-4 p-0">
        {judged.map((each) => (
          <li key={each.exercise_type}>
            <Shares totals={each} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Shares({ totals: { exercise_type, quality } }: { readonly totals: Totals }): ReactNode {
  if (quality === null) return null
  const all = kinds().reduce((sum, { name }) => sum + quality[name], 0)
  const shares = kinds().map((share) => ({
    ...share,
    fraction: quality[share.name] / Math.max(1, all),
  }))
  const present = shares.filter(({ fraction }) => fraction > 0)
  return (
    <>
      <p className="flex flex-wrap justify-between gap-x-4">
        <span className="font-semibold">{exerciseName(exercise_type)}</span>
        <span className="text-muted text-sm">
          {present.map(({ label, fraction }) => `${percent(fraction)} ${label}`).join(' · ')}
        </span>
      </p>
      <div aria-hidden className="bg-sunken mt-1.5 flex h-3 overflow-hidden rounded-full">
        {present.map(({ name, style, fraction }) => (
          <span
            key={name}
            className={cn('h-full', style)}
            style={{ width: `${fraction * 100}%` }}
          />
        ))}
      </div>
    </>
  )
}

function percent(fraction: number): string {
  const whole = Math.round(fraction * 100)
  return whole === 0 ? '< 1 %' : `${whole} %`
}
