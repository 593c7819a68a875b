import type { ReactNode } from 'react'
import type { Statistics } from '@/api/types'
import { exerciseName } from '@/shared/lib/exercises'
import { formatCount, formatDuration } from '@/shared/lib/format'
import { Card, CardTitle } from '@/shared/ui/card'
import { type Column, Table } from '@/shared/ui/table'

type Totals = Statistics['by_exercise'][number]

const COLUMNS: readonly Column<Totals>[] = [
  { title: 'Exercise', cell: (totals) => exerciseName(totals.exercise_type) },
  { title: 'Workouts', cell: (totals) => formatCount(totals.workouts) },
  { title: 'Reps', cell: (totals) => formatCount(totals.reps) },
  { title: 'Time', cell: (totals) => formatDuration(totals.duration_seconds) },
  {
    title: 'kcal',
    cell: ({ calories }) => (calories > 0 ? formatCount(calories) : '–'),
  },
]

export function ExerciseTotals({ totals }: { readonly totals: readonly Totals[] }): ReactNode {
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
          rows={totals}
          rowKey={(each) => each.exercise_type}
        />
      )}
    </Card>
  )
}
