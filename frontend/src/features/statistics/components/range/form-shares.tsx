import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import type { Statistics } from '@/api/types'
import { cn } from '@/shared/lib/cn'
import { exerciseName } from '@/shared/lib/exercises'
import { formatPercent } from '@/shared/lib/format'
import { type Verdict, verdictLooks } from '@/shared/lib/verdicts'
import { Card, CardTitle } from '@/shared/ui/card'

type Totals = Pick<Statistics['by_exercise'][number], 'exercise_type' | 'quality'>

/** The share of each exercise's repetitions in good form, as far as the camera could judge. */
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
  const shares = verdictLooks().map((look) => ({ ...look, reps: quality[fieldOf(look.verdict)] }))
  const all = shares.reduce((sum, { reps }) => sum + reps, 0)
  const present = shares
    .filter(({ reps }) => reps > 0)
    .map((share) => ({ ...share, fraction: share.reps / all }))
  return (
    <>
      <p className="flex flex-wrap justify-between gap-x-4">
        <span className="font-semibold">{exerciseName(exercise_type)}</span>
        <span className="text-muted text-sm">
          {present.map(({ name, fraction }) => `${percent(fraction)} ${name}`).join(' · ')}
        </span>
      </p>
      <div
        aria-hidden
        className="bg-sunken mt-1.5 flex h-3 overflow-hidden rounded-full forced-color-adjust-none"
      >
        {present.map(({ verdict, fill, fraction }) => (
          <span
            key={verdict}
            className={cn('h-full', fill)}
            style={{ width: `${fraction * 100}%` }}
          />
        ))}
      </div>
    </>
  )
}

function percent(fraction: number): string {
  return fraction < 0.005 ? `< ${formatPercent(0.01)}` : formatPercent(fraction)
}

/** The API's field name: `no_lock_out`. */
function fieldOf(verdict: Verdict): keyof NonNullable<Totals['quality']> {
  return verdict.replaceAll('-', '_') as keyof NonNullable<Totals['quality']>
}
