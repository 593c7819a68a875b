import { type ReactNode, Suspense, lazy } from 'react'
import { cadenceCurve } from '../lib/cadence-curve'
import { repsWord } from '@/shared/lib/exercises'
import { countOf, formatClock } from '@/shared/lib/format'
import { Card, CardTitle } from '@/shared/ui/card'
import { type Column, Table } from '@/shared/ui/table'
import {
  type RepetitionDetails,
  type RunDetails,
  type ReadDetails,
  readDetails,
} from '@/workouts/set-details'

/** The chart library weighs more than the rest of the app: it comes when there is something to draw. */
const RepChart = lazy(() => import('./rep-chart').then((module) => ({ default: module.RepChart })))
const CadenceChart = lazy(() =>
  import('./cadence-chart').then((module) => ({ default: module.CadenceChart })),
)

const VERDICTS: Readonly<Record<RepetitionDetails['verdict'], string>> = {
  valid: 'Good',
  shallow: 'Shallow',
  'no-lock-out': 'Not straight',
  'hips-off-line': 'Hips off the line',
  'low-confidence': 'Hard to see',
}

function seconds(ms: number | null): string {
  return ms === null ? '–' : `${(ms / 1000).toFixed(1)} s`
}

const REP_COLUMNS: readonly Column<RepetitionDetails & { readonly index: number }>[] = [
  { title: 'Rep', cell: (rep) => rep.index },
  { title: 'At', cell: (rep) => formatClock(rep.end_ms / 1000), wideOnly: true },
  { title: 'Took', cell: (rep) => seconds(rep.end_ms - rep.start_ms) },
  { title: 'Down', cell: (rep) => seconds(rep.down_ms), wideOnly: true },
  { title: 'Up', cell: (rep) => seconds(rep.up_ms), wideOnly: true },
  { title: 'Deepest', cell: (rep) => (rep.bottom_deg === null ? '–' : `${rep.bottom_deg}°`) },
  { title: 'Form', cell: (rep) => VERDICTS[rep.verdict] },
]

interface WorkoutDetailsProps {
  readonly details: unknown
  readonly exerciseType: string
}

/** Rep by rep and run by run, where the camera wrote it down. */
export function WorkoutDetails({ details, exerciseType }: WorkoutDetailsProps): ReactNode {
  const set = readDetails(details)
  const { repetitions, runs } = set
  const isRope = exerciseType === 'jump-rope' || runs.length > 0
  return (
    <>
      {runs.length === 0 && !isRope ? null : <Runs set={set} exerciseType={exerciseType} />}
      {repetitions.length === 0 || isRope ? null : (
        <Card aria-labelledby="reps-title">
          <CardTitle id="reps-title">Rep by rep</CardTitle>
          <Quality repetitions={repetitions} />
          <Suspense fallback={<div className="h-80" />}>
            <RepChart repetitions={repetitions} />
          </Suspense>
          <div className="mt-4">
            <Table
              caption="Every repetition with its time, tempo, depth and form"
              columns={REP_COLUMNS}
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
  const kinds = Object.keys(VERDICTS) as RepetitionDetails['verdict'][]
  const counts = kinds.map((kind) => ({
    kind,
    count: repetitions.filter(({ verdict }) => verdict === kind).length,
  }))
  return (
    <p className="mt-1 mb-4 font-semibold">
      {counts
        .filter(({ count }) => count > 0)
        .map(({ kind, count }) => `${count} ${VERDICTS[kind].toLowerCase()}`)
        .join(' · ')}
    </p>
  )
}

/** Cadence and runs of a rope; nothing where the camera wrote down neither. */
function Runs({
  set: { repetitions, runs, longest_run, trips },
  exerciseType,
}: {
  readonly set: ReadDetails
  readonly exerciseType: string
}): ReactNode {
  const columns: readonly Column<RunDetails & { readonly index: number }>[] = [
    { title: 'Run', cell: (run) => run.index },
    { title: 'Length', cell: (run) => countOf(run.reps, repsWord(exerciseType, 1)) },
    { title: 'Time', cell: (run) => formatClock((run.end_ms - run.start_ms) / 1000) },
    { title: 'Ended by', cell: (run) => (run.trip ? 'a trip' : 'a stop') },
  ]
  const curve = cadenceCurve(repetitions)
  if (runs.length === 0 && curve.length < 2) return null
  return (
    <Card aria-labelledby="runs-title">
      <CardTitle id="runs-title">Cadence and runs</CardTitle>
      <p className="text-muted mt-1 mb-3 text-sm">
        {[
          longest_run === null
            ? null
            : `Longest: ${countOf(longest_run, repsWord(exerciseType, 1))}`,
          trips === null ? null : countOf(trips, 'trip'),
        ]
          .filter((part) => part !== null)
          .join(' · ')}
      </p>
      {curve.length < 2 ? null : (
        <Suspense fallback={<div className="h-48" />}>
          <CadenceChart points={curve} />
        </Suspense>
      )}
      {runs.length === 0 ? null : (
        <Table
          caption="Runs without a break"
          columns={columns}
          rows={runs.map((run, index) => ({ ...run, index: index + 1 }))}
          rowKey={(run) => String(run.index)}
        />
      )}
    </Card>
  )
}
