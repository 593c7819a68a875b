import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import type { Statistics } from '@/api/types'
import { exerciseName, isHold } from '@/shared/lib/exercises'
import { formatCount, formatDuration, formatPercent } from '@/shared/lib/format'
import { Card, CardTitle } from '@/shared/ui/card'
import { type Column, Table } from '@/shared/ui/table'

type Totals = Statistics['by_exercise'][number]

type Row = Totals & { readonly share: number }

const columns = (): readonly Column<Row>[] => [
  { title: t`Exercise`, cell: (totals) => exerciseName(totals.exercise_type) },
  { title: t`Sets`, cell: (totals) => formatCount(totals.workouts) },
  {
    title: t`Reps`,
    cell: ({ exercise_type, reps }) => (isHold(exercise_type) ? '–' : formatCount(reps)),
  },
  { title: t`Time`, cell: (totals) => formatDuration(totals.duration_seconds) },
  { title: t`Share of time`, cell: ({ share }) => formatPercent(share), wideOnly: true },
  {
    title: 'kcal',
    cell: ({ calories }) => (calories > 0 ? formatCount(calories) : '–'),
  },
]

export function ExerciseTotals({ totals }: { readonly totals: readonly Totals[] }): ReactNode {
  const seconds = totals.reduce((sum, { duration_seconds }) => sum + duration_seconds, 0)
  const rows = totals.map((each) => ({
    ...each,
    share: each.duration_seconds / Math.max(seconds, 1),
  }))
  return (
    <Card aria-labelledby="exercises-title">
      <CardTitle id="exercises-title" className="mb-3">
        {t`By exercise`}
      </CardTitle>
      {totals.length === 0 ? (
        <p className="text-muted">{t`No sets in this period.`}</p>
      ) : (
        <Table
          caption={t`Totals by exercise`}
          columns={columns()}
          rows={rows}
          rowKey={(each) => each.exercise_type}
        />
      )}
    </Card>
  )
}
