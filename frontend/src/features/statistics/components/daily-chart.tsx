import type { ReactNode } from 'react'
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import type { DayTotals } from './every-day'
import { MEASURES, type Measure } from './measures'
import { shortDay } from '@/shared/lib/dates'
import { formatCount } from '@/shared/lib/format'

const AXIS = { fill: 'var(--muted)', fontSize: 12 }

interface DailyChartProps {
  readonly days: readonly DayTotals[]
  readonly measure: Measure
}

/** One bar a day. For the eye only: the same figures stand in the table below it. */
export function DailyChart({ days, measure }: DailyChartProps): ReactNode {
  const { label, value, format } = MEASURES[measure]
  const bars = days.map((day) => ({ date: shortDay(day.local_date), value: value(day) }))
  return (
    <div className="h-64" aria-hidden>
      <ResponsiveContainer width="100%" height="100%">
        <BarChart
          data={bars}
          accessibilityLayer={false}
          margin={{ top: 8, right: 0, left: 0, bottom: 0 }}
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
          <Tooltip
            cursor={{ fill: 'var(--sunken)' }}
            contentStyle={{
              background: 'var(--surface)',
              border: '1px solid var(--line)',
              borderRadius: 12,
              color: 'var(--ink)',
            }}
            itemStyle={{ color: 'var(--ink)' }}
            formatter={(each) => [format(Number(each)), label]}
          />
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
