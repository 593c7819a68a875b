import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, Suspense, lazy, useState } from 'react'
import { statisticsQuery } from '../api/queries'
import { bucketsOf } from '../lib/buckets'
import { MEASURES, type Measure } from '../lib/measures'
import { type Days, RANGES, type RangeName, daysOf } from '../lib/ranges'
import { CustomRange } from './custom-range'
import { DailyTable } from './daily-table'
import { ExerciseTotals } from './exercise-totals'
import { FormShares } from './form-shares'
import { problemText } from '@/account/problem-text'
import { Card, CardTitle } from '@/shared/ui/card'
import { LoadError } from '@/shared/ui/load-error'
import { Segmented } from '@/shared/ui/segmented'
import { Spinner } from '@/shared/ui/spinner'
import { useDay } from '@/workouts/use-day'

/** The chart library weighs more than the rest of the app: it comes when there is something to draw. */
const DailyChart = lazy(() =>
  import('./daily-chart').then((module) => ({ default: module.DailyChart })),
)

const MEASURE_OPTIONS = (Object.keys(MEASURES) as Measure[]).map((value) => ({
  value,
  label: MEASURES[value].label,
}))

/** Day by day and per exercise, over a range that can be chosen. */
export function RangeSection(): ReactNode {
  const { today } = useDay()
  const [range, setRange] = useState<RangeName>('month')
  const [custom, setCustom] = useState<Days>(() =>
    daysOf('month', today, { from: today, to: today }),
  )
  const [measure, setMeasure] = useState<Measure>('reps')
  const days = daysOf(range, today, custom)
  const statistics = useQuery({
    ...statisticsQuery(days),
    placeholderData: keepPreviousData,
  })
  const { data } = statistics

  return (
    <>
      <Card aria-labelledby="daily-title">
        <div className="mb-5 flex flex-wrap items-center justify-between gap-3">
          <CardTitle id="daily-title">Over time</CardTitle>
          <div className="flex flex-wrap gap-3">
            <Segmented
              label="What to show"
              value={measure}
              options={MEASURE_OPTIONS}
              onChange={setMeasure}
            />
            <Segmented label="Range" value={range} options={RANGES} onChange={setRange} />
          </div>
        </div>
        {range === 'custom' ? (
          <CustomRange days={custom} today={today} onChange={setCustom} />
        ) : null}
        {statistics.isError && data === undefined ? (
          <LoadError
            text={problemText(statistics.error)}
            onRetry={() => void statistics.refetch()}
          />
        ) : (
          <Suspense fallback={<ChartSpace />}>
            {data === undefined ? (
              <ChartSpace />
            ) : (
              <DailyChart buckets={bucketsOf(data.daily, days)} measure={measure} />
            )}
          </Suspense>
        )}
        {data === undefined ? null : <DailyTable days={data.daily} />}
      </Card>
      {data === undefined ? null : (
        <>
          <ExerciseTotals totals={data.by_exercise} />
          <FormShares totals={data.by_exercise} />
        </>
      )}
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
