import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import {
  Bar,
  BarChart,
  CartesianGrid,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
import { AXIS, TOOLTIP } from '@/shared/lib/chart-style'
import { formatSeconds } from '@/shared/lib/format'
import type { RepetitionDetails } from '@/workouts/record/set-details'

interface RepPoint {
  readonly rep: number
  readonly good: number | null
  readonly other: number | null
  readonly depth: number | null
}

interface PointsProps {
  readonly points: readonly RepPoint[]
}

const MARGIN = { top: 8, right: 8, left: 0, bottom: 0 }
const Y_AXIS = { tick: AXIS, tickLine: false, axisLine: false, width: 44 }
const BAR = { stackId: 'tempo', unit: ' s', maxBarSize: 24, isAnimationActive: false }

function labelOf(rep: unknown): string {
  return t`Rep ${Number(rep)}`
}

function pointOf(repetition: RepetitionDetails, index: number): RepPoint {
  const seconds = Math.round((repetition.end_ms - repetition.start_ms) / 100) / 10
  const isGood = repetition.verdict === 'valid'
  return {
    rep: index + 1,
    good: isGood ? seconds : null,
    other: isGood ? null : seconds,
    depth: repetition.bottom_deg,
  }
}

/** The duration and depth of each repetition. Decorative: a table has the figures. */
export function RepChart({
  repetitions,
}: {
  readonly repetitions: readonly RepetitionDetails[]
}): ReactNode {
  const points = repetitions.map(pointOf)
  return (
    <div className="grid gap-4">
      <Plot title={t`How long each one took; pale ones were not good`}>
        <TempoPlot points={points} />
      </Plot>
      {points.some(({ depth }) => depth !== null) ? (
        <Plot title={t`How far the joint bent: the lower, the deeper`}>
          <DepthPlot points={points} />
        </Plot>
      ) : null}
    </div>
  )
}

function Plot({
  title,
  children,
}: {
  readonly title: string
  readonly children: ReactNode
}): ReactNode {
  return (
    <div>
      <p className="text-muted mb-1 text-sm">{title}</p>
      <div className="h-36" aria-hidden>
        <ResponsiveContainer width="100%" height="100%">
          {children}
        </ResponsiveContainer>
      </div>
    </div>
  )
}

function TempoPlot({ points, ...size }: PointsProps): ReactNode {
  return (
    <BarChart {...size} data={points} accessibilityLayer={false} margin={MARGIN}>
      <CartesianGrid vertical={false} stroke="var(--line)" />
      <XAxis dataKey="rep" tick={AXIS} tickLine={false} minTickGap={16} />
      <YAxis {...Y_AXIS} tickFormatter={formatSeconds} />
      <Tooltip {...TOOLTIP} labelFormatter={labelOf} />
      <Bar {...BAR} dataKey="good" name={t`Took`} fill="var(--accent-ink)" />
      <Bar {...BAR} dataKey="other" name={t`Took, not a good one`} fill="var(--line-strong)" />
    </BarChart>
  )
}

function DepthPlot({ points, ...size }: PointsProps): ReactNode {
  return (
    <LineChart {...size} data={points} accessibilityLayer={false} margin={MARGIN}>
      <CartesianGrid vertical={false} stroke="var(--line)" />
      <XAxis dataKey="rep" tick={AXIS} tickLine={false} minTickGap={16} padding="gap" />
      <YAxis {...Y_AXIS} domain={[0, 180]} ticks={[0, 60, 120, 180]} unit="°" />
      <Tooltip {...TOOLTIP} labelFormatter={labelOf} />
      <Line
        dataKey="depth"
        name={t`Deepest`}
        unit="°"
        stroke="var(--ink)"
        strokeWidth={2}
        dot={{ r: 3, fill: 'var(--ink)' }}
        isAnimationActive={false}
      />
    </LineChart>
  )
}
