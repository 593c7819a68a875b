import { plural, t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { cadenceCurve } from '../../lib/cadence-curve'
import { repsText } from '@/shared/lib/exercises'
import { formatClock, formatSeconds } from '@/shared/lib/format'
import { verdictLooks, verdictTitle } from '@/shared/lib/verdicts'
import { Card, CardTitle } from '@/shared/ui/card'
import { onDemand } from '@/shared/ui/on-demand'
import { type Column, Table } from '@/shared/ui/table'
import {
  type RepetitionDetails,
  type RunDetails,
  type ReadDetails,
  readDetails,
} from '@/workouts/record/set-details'

/** Loaded on demand: the chart library is larger than the rest of the app. */
const RepChart = onDemand(async () => (await import('./rep-chart')).RepChart, {
  meanwhile: <div className="h-80" />,
})
const CadenceChart = onDemand(async () => (await import('./cadence-chart')).CadenceChart, {
  meanwhile: <div className="h-48" />,
})

function seconds(ms: number | null): string {
  return ms === null ? '–' : formatSeconds(ms / 1000)
}

const repColumns = (): readonly Column<RepetitionDetails & { readonly index: number }>[] => [
  { title: t`Rep`, cell: (rep) => rep.index },
  { title: t`At`, cell: (rep) => formatClock(rep.end_ms / 1000), wideOnly: true },
  { title: t`Took`, cell: (rep) => seconds(rep.end_ms - rep.start_ms) },
  { title: t`Down`, cell: (rep) => seconds(rep.down_ms), wideOnly: true },
  { title: t`Up`, cell: (rep) => seconds(rep.up_ms), wideOnly: true },
  { title: t`Deepest`, cell: (rep) => (rep.bottom_deg === null ? '–' : `${rep.bottom_deg}°`) },
  { title: t`Form`, cell: (rep) => verdictTitle(rep.verdict) },
]

interface WorkoutDetailsProps {
  readonly details: unknown
  readonly exerciseType: string
}

/** Repetitions and runs, as far as the camera recorded them. */
export function WorkoutDetails({ details, exerciseType }: WorkoutDetailsProps): ReactNode {
  const set = readDetails(details)
  const { repetitions, runs } = set
  const isRope = exerciseType === 'jump-rope' || runs.length > 0
  return (
    <>
      {runs.length === 0 && !isRope ? null : <Runs set={set} exerciseType={exerciseType} />}
      {repetitions.length === 0 || isRope ? null : (
        <Card aria-labelledby="reps-title">
          <CardTitle id="reps-title">{t`Rep by rep`}</CardTitle>
          <Quality repetitions={repetitions} />
          <RepChart repetitions={repetitions} />
          <div className="mt-4">
            <Table
              caption={t`Every repetition with its time, tempo, depth and form`}
              columns={repColumns()}
              rows={repetitions.map((rep, index) => ({ ...rep, index: index + 1 }))}
              rowKey={(rep) => String(rep.index)}
            />
          </div>
        </Card>
      )}
    </>
  )
}

/** "8 good · 2 shallow" */
function Quality({
  repetitions,
}: {
  readonly repetitions: readonly RepetitionDetails[]
}): ReactNode {
  const counts = verdictLooks().map(({ verdict, name }) => ({
    name,
    count: repetitions.filter((each) => each.verdict === verdict).length,
  }))
  return (
    <p className="mt-1 mb-4 font-semibold">
      {counts
        .filter(({ count }) => count > 0)
        .map(({ name, count }) => `${count} ${name}`)
        .join(' · ')}
    </p>
  )
}

/** Cadence and runs of rope jumping; renders nothing if neither was recorded. */
function Runs({
  set: { repetitions, runs, longest_run, trips },
  exerciseType,
}: {
  readonly set: ReadDetails
  readonly exerciseType: string
}): ReactNode {
  const columns: readonly Column<RunDetails & { readonly index: number }>[] = [
    { title: t`Run`, cell: (run) => run.index },
    { title: t`Length`, cell: (run) => repsText(exerciseType, run.reps) },
    { title: t`Time`, cell: (run) => formatClock((run.end_ms - run.start_ms) / 1000) },
    { title: t`Ended by`, cell: (run) => (run.trip ? t`a trip` : t`a stop`) },
  ]
  const curve = cadenceCurve(repetitions)
  if (runs.length === 0 && curve.length < 2) return null
  return (
    <Card aria-labelledby="runs-title">
      <CardTitle id="runs-title">{t`Cadence and runs`}</CardTitle>
      <p className="text-muted mt-1 mb-3 text-sm">
        {[
          longest_run === null ? null : t`Longest: ${repsText(exerciseType, longest_run)}`,
          trips === null ? null : plural(trips, { one: '# trip', other: '# trips' }),
        ]
          .filter((part) => part !== null)
          .join(' · ')}
      </p>
      {curve.length < 2 ? null : <CadenceChart points={curve} />}
      {runs.length === 0 ? null : (
        <Table
          caption={t`Runs without a break`}
          columns={columns}
          rows={runs.map((run, index) => ({ ...run, index: index + 1 }))}
          rowKey={(run) => String(run.index)}
        />
      )}
    </Card>
  )
}
