import type { ReactNode } from 'react'
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import type { Bucket } from '../../lib/buckets'
import type { Measure } from '../../lib/measures'
import { AXIS, TOOLTIP } from '@/shared/lib/chart-style'
import { formatCount } from '@/shared/lib/format'

interface DailyChartProps {
  readonly buckets: readonly Bucket[]
  readonly measure: Measure
}

/** One bar per day, week or month. Decorative: the table below has the same figures. */
export function DailyChart({ buckets, measure }: DailyChartProps): ReactNode {
  const { label, value, format } = measure
  const bars = buckets.map((bucket) => ({ date: bucket.label, value: value(bucket.days) }))
  return (
    <div className="h-64" aria-hidden>
      <ResponsiveContainer width="100%" height="100%">
        <BarChart
          data={bars}
          accessibilityLayer={false}
          margin={{ top: 8, right: 8, left: 0, bottom: 0 }}
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="date"
            tick={AXIS}
            tickLine={false}
            axisLine={{ stroke: 'var(--line-strong)' }}
            minTickGap={24}
          />
          <YAxis
            tick={AXIS}
            tickLine={false}
            axisLine={false}
            width={44}
            allowDecimals={false}
            tickFormatter={formatCount}
          />
          <Tooltip {...TOOLTIP} formatter={(each) => [format(Number(each)), label]} />
          <Bar
            dataKey="value"
            name={label}
            fill="var(--accent-ink)"
            radius={[4, 4, 0, 0]}
            maxBarSize={28}
            isAnimationActive={false}
          />
        </BarChart>
      </ResponsiveContainer>
    </div>
  )
}
