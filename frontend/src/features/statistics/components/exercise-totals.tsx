import type { ReactNode } from 'react'
import type { Statistics } from '@/api/types'
import { exerciseName, isHold } from '@/shared/lib/exercises'
import { formatCount, formatDuration } from '@/shared/lib/format'
import { Card, CardTitle } from '@/shared/ui/card'
import { type Column, Table } from '@/shared/ui/table'

type Totals = Statistics['by_exercise'][number]

type Row = Totals & { readonly share: number }

const COLUMNS: readonly Column<Row>[] = [
  { title: 'Exercise', cell: (totals) => exerciseName(totals.exercise_type) },
  { title: 'Sets', cell: (totals) => formatCount(totals.workouts) },
  {
    title: 'Reps',
    cell: ({ exercise_type, reps }) => (isHold(exercise_type) ? '–' : formatCount(reps)),
  },
  { title: 'Time', cell: (totals) => formatDuration(totals.duration_seconds) },
  { title: 'Share of time', cell: ({ share }) => `${Math.round(share * 100)} %` },
  {
    title: 'kcal',
    cell: ({ calories }) => (calories > 0 ? formatCount(calories) : '–'),
  },
]

export function ExerciseTotals({ totals }: { readonly totals: readonly Totals[] }): ReactNode {
  const seconds = totals.reduce((sum, { duration_seconds }) => sum + duration_seconds, 0)
  const rows = totals.map((each) => ({ ...each, share: each.duration_seconds / (seconds || 1) }))
  return (
    <Card aria-labelledby="exercises-title">
      <CardTitle id="exercises-title" className="mb-3">
        By exercise
      </CardTitle>
      {totals.length === 0 ? (
        <p className="text-muted">No workout in this time.</p>
      ) : (
        <Table
          caption="Totals by exercise"
          columns={COLUMNS}
          rows={rows}
          rowKey={(each) => each.exercise_type}
        />
      )}
    </Card>
  )
}
