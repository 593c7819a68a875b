import type { ReactNode } from 'react'
import {
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
import { AXIS, TOOLTIP } from '@/shared/lib/chart-style'
import type { RepetitionDetails } from '@/workouts/set-details'

interface RepPoint {
  readonly rep: number
  readonly good: number | null
  readonly other: number | null
  readonly depth: number | null
}

/** Lets the line of the depth stand out. */
const BAR_OPACITY = 0.5

function inSeconds(value: number): string {
  return `${value.toFixed(1)} s`
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

/** How long each repetition took, and how deep it went. For the eye only: a table holds the figures. */
export function RepChart({
  repetitions,
}: {
  readonly repetitions: readonly RepetitionDetails[]
}): ReactNode {
  const hasDepth = repetitions.some(({ bottom_deg }) => bottom_deg !== null)
  return (
    <div className="h-56" aria-hidden>
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart
          data={repetitions.map(pointOf)}
          accessibilityLayer={false}
          margin={{ top: 8, right: 0, left: 0, bottom: 0 }}
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis dataKey="rep" tick={AXIS} tickLine={false} minTickGap={16} />
          <YAxis
            yAxisId="tempo"
            tick={AXIS}
            tickLine={false}
            axisLine={false}
            width={44}
            tickFormatter={inSeconds}
          />
          {hasDepth ? (
            // The deeper, the lower: as the body moves.
            <YAxis
              yAxisId="depth"
              orientation="right"
              domain={[0, 180]}
              ticks={[0, 60, 120, 180]}
              tick={AXIS}
              tickLine={false}
              axisLine={false}
              width={44}
              unit="°"
            />
          ) : null}
          <Tooltip {...TOOLTIP} labelFormatter={(rep) => `Rep ${Number(rep)}`} />
          <Bar
            yAxisId="tempo"
            stackId="tempo"
            dataKey="good"
            name="Took"
            unit=" s"
            fill="var(--accent-ink)"
            fillOpacity={BAR_OPACITY}
            maxBarSize={24}
            isAnimationActive={false}
          />
          <Bar
            yAxisId="tempo"
            stackId="tempo"
            dataKey="other"
            name="Took, not a full one"
            unit=" s"
            fill="var(--line-strong)"
            fillOpacity={BAR_OPACITY}
            maxBarSize={24}
            isAnimationActive={false}
          />
          {hasDepth ? (
            <Line
              yAxisId="depth"
              dataKey="depth"
              name="Deepest"
              unit="°"
              stroke="var(--ink)"
              strokeWidth={2}
              dot={{ r: 3, fill: 'var(--ink)' }}
              isAnimationActive={false}
            />
          ) : null}
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  )
}
