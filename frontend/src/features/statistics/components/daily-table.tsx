import type { ReactNode } from 'react'
import type { DayTotals } from '../lib/every-day'
import { shortDay } from '@/shared/lib/dates'
import { formatCount, formatDuration } from '@/shared/lib/format'
import { type Column, Table } from '@/shared/ui/table'

const COLUMNS: readonly Column<DayTotals>[] = [
  { title: 'Day', cell: (day) => shortDay(day.local_date) },
  { title: 'Workouts', cell: (day) => formatCount(day.workouts) },
  { title: 'Reps', cell: (day) => formatCount(day.reps) },
  { title: 'Time', cell: (day) => formatDuration(day.duration_seconds) },
]

/** The chart in figures, days with a workout only, newest first. */
export function DailyTable({ days }: { readonly days: readonly DayTotals[] }): ReactNode {
  return (
    <details className="mt-4">
      <summary className="text-accent-ink inline-block cursor-pointer rounded-lg py-2 font-semibold underline underline-offset-4">
        Show as a table
      </summary>
      {days.length === 0 ? (
        <p className="text-muted mt-2">No workout in this time.</p>
      ) : (
        <div className="mt-2 max-h-96 overflow-y-auto">
          <Table
            caption="Workouts, reps and time by day"
            columns={COLUMNS}
            rows={days.toReversed()}
            rowKey={(day) => day.local_date}
          />
        </div>
      )}
    </details>
  )
}
