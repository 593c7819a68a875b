import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import {
  CartesianGrid,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
import type { CadencePoint } from '../../lib/cadence-curve'
import { AXIS, TOOLTIP } from '@/shared/lib/chart-style'
import { formatCadence, formatClock } from '@/shared/lib/format'

/** Jumps a minute over set time. Decorative: a table lists the runs. */
export function CadenceChart({ points }: { readonly points: readonly CadencePoint[] }): ReactNode {
  return (
    <div className="h-48" aria-hidden>
      <ResponsiveContainer width="100%" height="100%">
        <LineChart
          data={points}
          accessibilityLayer={false}
          margin={{ top: 8, right: 8, left: 0, bottom: 0 }}
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="seconds"
            type="number"
            domain={[0, 'dataMax']}
            tick={AXIS}
            tickLine={false}
            tickFormatter={formatClock}
            minTickGap={32}
          />
          <YAxis tick={AXIS} tickLine={false} axisLine={false} width={40} allowDecimals={false} />
          <Tooltip
            {...TOOLTIP}
            labelFormatter={(seconds) => formatClock(Number(seconds))}
            formatter={(perMinute) => [formatCadence(Number(perMinute)), t`Cadence`]}
          />
          <Line
            dataKey="perMinute"
            stroke="var(--accent-ink)"
            strokeWidth={2.5}
            dot={false}
            isAnimationActive={false}
          />
        </LineChart>
      </ResponsiveContainer>
    </div>
  )
}
