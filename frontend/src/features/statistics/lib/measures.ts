import type { Bucket } from './buckets'
import { formatCount, formatDuration } from '@/shared/lib/format'

interface MeasureDefinition {
  readonly label: string
  readonly value: (bucket: Bucket) => number
  readonly format: (value: number) => string
}

/** What the chart can show. */
export const MEASURES = {
  reps: { label: 'Reps', value: (bucket) => bucket.reps, format: formatCount },
  minutes: {
    label: 'Minutes',
    value: (bucket) => Math.round(bucket.duration_seconds / 6) / 10,
    format: (minutes) => formatDuration(minutes * 60),
  },
} as const satisfies Record<string, MeasureDefinition>

export type Measure = keyof typeof MEASURES
