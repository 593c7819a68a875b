import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import type { Day } from '../../lib/figures'
import { measuresOf } from '../../lib/measures'
import { shortDay } from '@/shared/lib/dates'
import { type Column, Table } from '@/shared/ui/table'

interface DailyTableProps {
  readonly days: readonly Day[]
  readonly exercise: string | null
}

/** The chart's figures for days with a workout, newest first. */
export function DailyTable({ days, exercise }: DailyTableProps): ReactNode {
  const columns: Column<Day>[] = [
    { title: t`Day`, cell: (day) => shortDay(day.local_date) },
    ...measuresOf(exercise).map(({ label, value, format }) => ({
      title: label,
      cell: (day: Day) => {
        const figure = value([day])
        return figure === null ? '–' : format(figure)
      },
    })),
  ]
  return (
    <details className="mt-4">
      <summary className="text-accent-ink inline-block cursor-pointer rounded-lg py-2 font-semibold underline underline-offset-4">
        {t`Show as a table`}
      </summary>
      {days.length === 0 ? (
        <p className="text-muted mt-2">{t`No sets in this period.`}</p>
      ) : (
        <div className="mt-2 max-h-96 overflow-y-auto">
          <Table
            caption={t`Figures by day`}
            columns={columns}
            rows={days.toReversed()}
            rowKey={(day) => day.local_date}
          />
        </div>
      )}
    </details>
  )
}
