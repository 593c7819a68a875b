import type { ReactNode } from 'react'

/** Figures in the hand of the logo: a stroke for the body, a dot for the head. */
const FIGURES: Readonly<
  Record<string, { readonly body: string; readonly head: [number, number] }>
> = {
  'push-up': { body: 'M3 18 15 12v6', head: [19, 9] },
  'jump-rope': {
    body: 'M12 8v6l-3 4M12 14l3 4M12 9 7 12M12 9l5 3M7 12C2 24 22 24 17 12',
    head: [12, 4.5],
  },
  squat: { body: 'M9 8v6h6v6M9 9l6 2', head: [9, 4.5] },
  lunge: { body: 'M11 8v6l-6 6M11 14h5v6', head: [11, 4.5] },
  'sit-up': { body: 'M11 9 7 19h7l3-5 3 5', head: [13, 5] },
  'jumping-jack': { body: 'M12 8v6l-5 6M12 14l5 6M12 10 6 5M12 10l6-5', head: [12, 4] },
  'high-knees': { body: 'M12 8v7v6M12 14l5-2v5M12 9l-4 4', head: [12, 4.5] },
  'pull-up': { body: 'M4 3h16M8 3v4l4 3 4-3V3M12 11v5l-2 5M12 16l2 5', head: [12, 6.5] },
  plank: { body: 'M3 17 16 13v4h3', head: [20, 10] },
}

const UNKNOWN = { body: 'M12 8v6l-4 6M12 14l4 6M7 11h10', head: [12, 4.5] } as const

export function ExerciseIcon({
  exercise,
  className = 'size-6',
}: {
  readonly exercise: string
  readonly className?: string
}): ReactNode {
  const { body, head } = FIGURES[exercise] ?? UNKNOWN
  return (
    <svg viewBox="0 0 24 24" aria-hidden className={className} fill="none">
      <path
        d={body}
        stroke="currentColor"
        strokeWidth="2.25"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <circle cx={head[0]} cy={head[1]} r="2.4" fill="currentColor" />
    </svg>
  )
}
