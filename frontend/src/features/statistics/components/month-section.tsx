import { t } from '@lingui/core/macro'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { figuresQuery } from '../api/queries'
import { type ComparedMeasure, comparedMonths, monthsSoFar } from '../lib/month-comparison'
import { sinceMonthOfLastYear } from '../lib/ranges'
import { problemText } from '@/account/problem-text'
import { Card, CardTitle } from '@/shared/ui/card'
import { LoadError } from '@/shared/ui/load-error'
import { Spinner } from '@/shared/ui/spinner'
import { type Column, Table } from '@/shared/ui/table'
import { useDay } from '@/workouts/use-day'

/** Compares this month with the last one and with that of a year ago, each up to the same day. */
export function MonthSection({ exercise }: { readonly exercise: string | null }): ReactNode {
  const { today } = useDay()
  const months = monthsSoFar(today)
  const figures = useQuery(figuresQuery(exercise, sinceMonthOfLastYear(today)))
  const measures = months.map(({ title }, index) => ({
    title,
    cell: ({ values }: ComparedMeasure) => values[index],
  }))
  const columns: Column<ComparedMeasure>[] = [
    { title: t`So far`, cell: ({ label }) => label },
    ...measures.slice(0, 2),
    { title: t({ context: 'difference', message: 'Change' }), cell: ({ change }) => change ?? '–' },
    // Last, where the smallest screens cut it off.
    ...measures.slice(2),
  ]
  return (
    <Card aria-labelledby="month-title">
      <CardTitle id="month-title">{t`This month`}</CardTitle>
      <p className="text-muted mt-1 mb-3 text-sm">
        {t`Each month up to day ${Number(today.slice(8))}; the change is that since last month.`}
      </p>
      {figures.isError && figures.data === undefined ? (
        <LoadError text={problemText(figures.error)} onRetry={() => void figures.refetch()} />
      ) : null}
      {figures.isPending ? <Spinner label={t`Comparing`} /> : null}
      {figures.data === undefined ? null : (
        <Table
          caption={t`This month against others`}
          columns={columns}
          rows={comparedMonths(figures.data.daily, months, exercise)}
          rowKey={({ label }) => label}
        />
      )}
    </Card>
  )
}
