import type { ReactNode } from 'react'
import type { RepetitionDetails } from './set-details'

const HEIGHT = 100
const BAR = 10
const GAP = 4

/** One bar a repetition, as tall as it was long. For the eye only: a table holds the figures. */
export function TempoBars({
  repetitions,
}: {
  readonly repetitions: readonly RepetitionDetails[]
}): ReactNode {
  const longestMs = Math.max(1, ...repetitions.map((rep) => rep.end_ms - rep.start_ms))
  const width = repetitions.length * (BAR + GAP) - GAP
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${width} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="h-28 w-full max-w-2xl"
    >
      {repetitions.map((rep, index) => {
        const height = Math.max(2, ((rep.end_ms - rep.start_ms) / longestMs) * HEIGHT)
        return (
          <rect
            // eslint-disable-next-line @eslint-react/no-array-index-key -- a repetition is its place in the set
            key={index}
            x={index * (BAR + GAP)}
            y={HEIGHT - height}
            width={BAR}
            height={height}
            rx={2}
            className={rep.verdict === 'valid' ? 'fill-accent-ink' : 'fill-line-strong'}
          />
        )
      })}
    </svg>
  )
}
