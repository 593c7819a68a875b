import type { DayTotals } from './every-day'
import { formatCount, formatDuration } from '@/shared/lib/format'

interface MeasureDefinition {
  readonly label: string
  readonly value: (day: DayTotals) => number
  readonly format: (value: number) => string
}

/** What the chart can show of a day. */
export const MEASURES = {
  reps: { label: 'Reps', value: (day) => day.reps, format: formatCount },
  minutes: {
    label: 'Minutes',
    value: (day) => Math.round(day.duration_seconds / 6) / 10,
    format: (minutes) => formatDuration(minutes * 60),
  },
} as const satisfies Record<string, MeasureDefinition>

export type Measure = keyof typeof MEASURES
