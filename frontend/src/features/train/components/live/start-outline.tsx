import type { ReactNode } from 'react'
import { useLive } from '../../hooks/use-live-session'
import type { LiveSession } from '../../session/live-session'
import type { ExerciseType } from '@/engine'

/** The outline of a body in a picture of 160 x 90: the head, and lines through trunk and limbs. */
interface Outline {
  readonly head: readonly [number, number]
  readonly body: string
}

const PLANK: Outline = { head: [38, 46], body: 'M44 52 L78 60 L128 74 M47 53 L46 76' }
const STANDING: Outline = {
  head: [80, 16],
  body: 'M80 23 L80 48 L74 78 M80 48 L86 78 M69 27 L91 27 M69 27 L66 48 M91 27 L94 48',
}
const OUTLINES: Readonly<Record<ExerciseType, Outline>> = {
  'push-up': PLANK,
  plank: { head: [38, 54], body: 'M44 60 L78 66 L128 75 M48 61 L46 76 L36 76' },
  'sit-up': { head: [34, 70], body: 'M41 72 L84 72 L102 54 L114 74' },
  'jump-rope': STANDING,
  squat: STANDING,
  lunge: STANDING,
  'jumping-jack': STANDING,
  'high-knees': STANDING,
  burpee: STANDING,
  'jump-squat': STANDING,
  'pull-up': {
    head: [80, 26],
    body: 'M80 33 L80 56 L76 82 M80 56 L84 82 M70 36 L90 36 M70 36 L66 8 M90 36 L94 8',
  },
}

/** An outline of the start position over the picture, until the user is in it. */
export function StartOutline({ session }: { readonly session: LiveSession }): ReactNode {
  // Hidden once the user is in position, which is rarely exactly where the outline is.
  const isWanted = useLive(session, ({ stage, hint, reps, heldSeconds }) => {
    if (stage !== 'ready' && stage !== 'armed') return false
    return reps === 0 && heldSeconds === 0 && hint !== null && hint !== 'good'
  })
  if (!isWanted) return null
  const { head, body } = OUTLINES[session.exercise]
  return (
    <svg
      aria-hidden
      viewBox="0 0 160 90"
      strokeLinecap="round"
      strokeLinejoin="round"
      className="absolute inset-0 size-full fill-white stroke-white opacity-45"
    >
      <circle cx={head[0]} cy={head[1]} r={5.5} stroke="none" />
      <path d={body} fill="none" strokeWidth={7} />
    </svg>
  )
}
