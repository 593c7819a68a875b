import type { ReactNode } from 'react'

interface Figure {
  readonly body: string
  readonly head: readonly [x: number, y: number]
  /** Equipment, such as a rope or a bar, in a thinner line. */
  readonly gear?: string
}

/** Figures in the logo's style: a stroke for the body, a dot for the head. */
const FIGURES: Readonly<Record<string, Figure>> = {
  'push-up': { body: 'M3 18 15 12v6', head: [19, 9] },
  'jump-rope': {
    body: 'M6 13 12 10.5 18 13M12 10.5V15l-2.5 5M12 15l2.5 5',
    head: [12, 6.5],
    gear: 'M6 13C0-1.5 24-1.5 18 13',
  },
  squat: { body: 'M11 9 8 14h6l-1 6M11 9.5l6 1', head: [13, 5] },
  lunge: { body: 'M12 8.5V14l4.5 1.5V20M12 14l-3 3.5L4 20', head: [12, 4.5] },
  'sit-up': { body: 'M12 10 8 18l5-4 4 4', head: [14, 6], gear: 'M3 21h18' },
  'jumping-jack': { body: 'M6 5l6 4.5L18 5M12 9.5V14l-4.5 6M12 14l4.5 6', head: [12, 4.5] },
  'high-knees': { body: 'M12 8.5V14v6M12 14h5v4.5M12 9.5l-4 3.5', head: [12, 4.5] },
  'pull-up': {
    body: 'M7.5 3v5L12 11l4.5-3V3M12 11v5l-1.5 5M12 16l1.5 5',
    head: [12, 6],
    gear: 'M3 3h18',
  },
  plank: { body: 'M3 17.5 16 13.5v4h3', head: [20, 10] },
  burpee: { body: 'M3 19 13 15v4', head: [16.5, 13], gear: 'M20 10V3M17.5 5.5 20 3l2.5 2.5' },
  'jump-squat': { body: 'M11 8 8 12.5h6l-1 5M11 8.5l6 1', head: [13, 4], gear: 'M7 21h10' },
}

const STANDING: Figure = { body: 'M12 8.5V14l-3 6M12 14l3 6M8 12l4-2.5 4 2.5', head: [12, 4.5] }

interface ExerciseIconProps {
  readonly exercise: string
  readonly className?: string
}

export function ExerciseIcon({ exercise, className = 'size-6' }: ExerciseIconProps): ReactNode {
  const { body, head, gear } = FIGURES[exercise] ?? STANDING
  return (
    <svg
      viewBox="0 0 24 24"
      aria-hidden
      className={className}
      fill="none"
      stroke="currentColor"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {gear === undefined ? null : <path d={gear} strokeWidth="1.25" />}
      <path d={body} strokeWidth="2.25" />
      <circle cx={head[0]} cy={head[1]} r="2.3" fill="currentColor" stroke="none" />
    </svg>
  )
}
