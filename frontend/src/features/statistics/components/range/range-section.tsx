import { t } from '@lingui/core/macro'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { type Figures, figuresQuery } from '../../api/queries'
import { bucketsOf } from '../../lib/buckets'
import type { Day } from '../../lib/figures'
import { type Measure, measuresOf } from '../../lib/measures'
import { type Days, type RangeName, daysOf, ranges } from '../../lib/ranges'
import { CustomRange } from './custom-range'
import { DailyTable } from './daily-table'
import { ExerciseTotals } from './exercise-totals'
import { FormShares } from './form-shares'
import { problemText } from '@/account/problem-text'
import { useNear } from '@/shared/hooks/use-near'
import { Card, CardTitle } from '@/shared/ui/card'
import { Select } from '@/shared/ui/input'
import { LoadError } from '@/shared/ui/load-error'
import { onDemand } from '@/shared/ui/on-demand'
import { Segmented } from '@/shared/ui/segmented'
import { Spinner } from '@/shared/ui/spinner'
import { useDay } from '@/workouts/use-day'

/** Loaded when scrolled near: the chart library is larger than the rest of the app. */
const DailyChart = onDemand(async () => (await import('./daily-chart')).DailyChart, {
  meanwhile: <ChartSpace />,
})

/** Daily figures and totals per exercise, over a selectable range. */
export function RangeSection({ exercise }: { readonly exercise: string | null }): ReactNode {
  const { today } = useDay()
  const [range, setRange] = useState<RangeName>('month')
  const [custom, setCustom] = useState<Days>(() =>
    daysOf('month', today, { from: today, to: today }),
  )
  const [chosen, setChosen] = useState('')
  const measures = measuresOf(exercise)
  // If the exercise lacks the chosen measure, use its first, which is the main one.
  const measure = measures.find(({ name }) => name === chosen) ?? measures[0]
  const days = daysOf(range, today, custom)
  const figures = useQuery({
    ...figuresQuery(exercise, days),
    placeholderData: keepPreviousData,
  })
  const data = figures.data && isOf(figures.data, exercise) ? figures.data : undefined

  return (
    <>
      <Card aria-labelledby="daily-title">
        <div className="mb-5 flex flex-wrap items-center justify-between gap-3">
          <CardTitle id="daily-title">{t`Over time`}</CardTitle>
          <div className="flex w-full min-w-0 flex-wrap gap-3 sm:w-auto">
            <Select
              aria-label={t`What to show`}
              value={measure.name}
              onChange={(event) => setChosen(event.target.value)}
            >
              {measures.map(({ name, label }) => (
                <option key={name} value={name}>
                  {label}
                </option>
              ))}
            </Select>
            <Segmented
              label={t`Range`}
              className="max-w-full overflow-x-auto"
              value={range}
              options={ranges()}
              onChange={setRange}
            />
          </div>
        </div>
        {range === 'custom' ? (
          <CustomRange days={custom} today={today} onChange={setCustom} />
        ) : null}
        {figures.isError && data === undefined ? (
          <LoadError text={problemText(figures.error)} onRetry={() => void figures.refetch()} />
        ) : (
          <Chart daily={data?.daily} days={days} measure={measure} />
        )}
        {data === undefined ? null : <DailyTable days={data.daily} exercise={exercise} />}
      </Card>
      {data === undefined ? null : <ByExercise figures={data} />}
    </>
  )
}

interface ChartProps {
  /** Undefined while loading. */
  readonly daily: readonly Day[] | undefined
  readonly days: Days
  readonly measure: Measure
}

function Chart({ daily, days, measure }: ChartProps): ReactNode {
  const [ref, near] = useNear()
  return (
    <div ref={ref}>
      {daily === undefined || !near ? (
        <ChartSpace />
      ) : (
        <DailyChart buckets={bucketsOf(daily, days)} measure={measure} />
      )}
    </div>
  )
}

function ByExercise({ figures }: { readonly figures: Figures }): ReactNode {
  if (!('by_exercise' in figures)) return <FormShares totals={[figures]} />
  return (
    <>
      <ExerciseTotals totals={figures.by_exercise} />
      <FormShares totals={figures.by_exercise} />
    </>
  )
}

/** Placeholder data while a range loads must not belong to another exercise. */
function isOf(figures: Figures, exercise: string | null): boolean {
  return 'by_exercise' in figures ? exercise === null : figures.exercise_type === exercise
}

function ChartSpace(): ReactNode {
  return (
    <div className="flex h-64 items-center justify-center">
      <Spinner label={t`Drawing`} />
    </div>
  )
}
