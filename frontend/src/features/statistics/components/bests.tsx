import type { ReactNode } from 'react'
import type { Statistics } from '@/api/types'
import { exerciseName, isHold } from '@/shared/lib/exercises'
import { formatClock, formatCount } from '@/shared/lib/format'
import { Card, CardTitle } from '@/shared/ui/card'
import { type Column, Table } from '@/shared/ui/table'

type Best = Statistics['bests'][number]

const COLUMNS: readonly Column<Best>[] = [
  { title: 'Exercise', cell: (best) => exerciseName(best.exercise_type) },
  { title: 'Best set', cell: (best) => reps(best, best.most_reps_in_a_set) },
  { title: 'Best day', cell: (best) => reps(best, best.most_reps_in_a_day) },
  { title: 'Longest set', cell: (best) => formatClock(best.longest_set_seconds) },
  { title: 'Per minute', cell: ({ best_cadence_per_minute: best }) => figure(best) },
  { title: 'Longest run', cell: ({ longest_run }) => figure(longest_run) },
]

function reps({ exercise_type }: Best, count: number): string {
  return isHold(exercise_type) ? '–' : formatCount(count)
}

function figure(value: number | null): string {
  return value === null ? '–' : formatCount(value)
}

export function Bests({ bests }: Pick<Statistics, 'bests'>): ReactNode {
  return (
    <Card aria-labelledby="bests-title">
      <CardTitle id="bests-title" className="mb-3">
        Personal bests
      </CardTitle>
      <Table
        caption="Personal bests by exercise"
        columns={COLUMNS}
        rows={bests}
        rowKey={(best) => best.exercise_type}
      />
    </Card>
  )
}
