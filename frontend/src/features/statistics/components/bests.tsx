import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import type { Statistics } from '@/api/types'
import { exerciseName, isHold } from '@/shared/lib/exercises'
import { formatCadence, formatClock, formatCount } from '@/shared/lib/format'
import { Card, CardTitle } from '@/shared/ui/card'
import { type Column, Table } from '@/shared/ui/table'

type Best = Statistics['bests'][number]

/** What does not fit on a phone is among the records of each exercise. */
const columns = (): readonly Column<Best>[] => [
  { title: t`Exercise`, cell: (best) => exerciseName(best.exercise_type) },
  { title: t`Best set`, cell: (best) => reps(best, best.most_reps_in_a_set) },
  { title: t`Best day`, cell: (best) => reps(best, best.most_reps_in_a_day) },
  { title: t`Longest set`, cell: (best) => formatClock(best.longest_set_seconds) },
  {
    title: t`Cadence`,
    cell: ({ best_cadence_per_minute: best }) => (best === null ? '–' : formatCadence(best)),
    wideOnly: true,
  },
  { title: t`Longest run`, cell: ({ longest_run }) => figure(longest_run), wideOnly: true },
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
        {t`Personal bests`}
      </CardTitle>
      <Table
        caption={t`Personal bests by exercise`}
        columns={columns()}
        rows={bests}
        rowKey={(best) => best.exercise_type}
      />
    </Card>
  )
}
