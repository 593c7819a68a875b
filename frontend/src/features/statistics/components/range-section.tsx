import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, Suspense, lazy, useState } from 'react'
import { statisticsQuery } from '../api/queries'
import { DailyTable } from './daily-table'
import { everyDay } from './every-day'
import { ExerciseTotals } from './exercise-totals'
import { MEASURES, type Measure } from './measures'
import { problemText } from '@/api/problem-text'
import { useDay } from '@/api/use-day'
import { addDays } from '@/shared/lib/dates'
import { Card, CardTitle } from '@/shared/ui/card'
import { LoadError } from '@/shared/ui/load-error'
import { Segmented } from '@/shared/ui/segmented'
import { Spinner } from '@/shared/ui/spinner'

/** The chart library weighs more than the rest of the app: it comes when there is something to draw. */
const DailyChart = lazy(() =>
  import('./daily-chart').then((module) => ({ default: module.DailyChart })),
)

const RANGES = [
  { value: '7', label: '7 days' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'Year' },
] as const

type RangeDays = (typeof RANGES)[number]['value']

const MEASURE_OPTIONS = (Object.keys(MEASURES) as Measure[]).map((value) => ({
  value,
  label: MEASURES[value].label,
}))

/** Day by day and per exercise, over a range that can be chosen. */
export function RangeSection(): ReactNode {
  const [days, setDays] = useState<RangeDays>('30')
  const [measure, setMeasure] = useState<Measure>('reps')
  const { today } = useDay()
  const from = addDays(today, 1 - Number(days))
  const statistics = useQuery({
    ...statisticsQuery({ from, to: today }),
    placeholderData: keepPreviousData,
  })
  const { data } = statistics

  return (
    <>
      <Card aria-labelledby="daily-title">
        <div className="mb-5 flex flex-wrap items-center justify-between gap-3">
          <CardTitle id="daily-title">Day by day</CardTitle>
          <div className="flex flex-wrap gap-3">
            <Segmented
              label="What to show"
              value={measure}
              options={MEASURE_OPTIONS}
              onChange={setMeasure}
            />
            <Segmented label="Range" value={days} options={RANGES} onChange={setDays} />
          </div>
        </div>
        {statistics.isError && data === undefined ? (
          <LoadError
            text={problemText(statistics.error)}
            onRetry={() => void statistics.refetch()}
          />
        ) : null}
        <Suspense fallback={<ChartSpace />}>
          {data === undefined ? (
            <ChartSpace />
          ) : (
            <DailyChart days={everyDay(data.daily, from, today)} measure={measure} />
          )}
        </Suspense>
        {data === undefined ? null : <DailyTable days={data.daily} />}
      </Card>
      {data === undefined ? null : <ExerciseTotals totals={data.by_exercise} />}
    </>
  )
}

function ChartSpace(): ReactNode {
  return (
    <div className="flex h-64 items-center justify-center">
      <Spinner label="Drawing" />
    </div>
  )
}
