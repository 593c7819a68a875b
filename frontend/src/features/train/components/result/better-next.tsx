import { t } from '@lingui/core/macro'
import { type ReactNode, useEffect, useRef } from 'react'
import { cueText } from '../../lib/live-line'
import { type RepReplay, replayOf } from '../../session/rep-replay'
import type { PoseFrame } from '@/engine'
import { closeUp } from '@/pose/close-up'
import { SkeletonCanvas } from '@/pose/skeleton-canvas'
import { mediaMatches } from '@/shared/lib/browser/media'
import { Card, CardTitle } from '@/shared/ui/card'
import { inText } from '@/shared/words/in-text'

const STYLE = { bone: '#c6f135', joint: '#ffffff', lineWidth: 4 }
/** The pause before the replay starts again. */
const PAUSE_MS = 800

/** One thing to improve, with a replay of the user's own skeleton at the repetition that showed it. */
export function BetterNext({ setIds }: { readonly setIds: readonly string[] }): ReactNode {
  const replay = setIds.map(replayOf).find((each) => each !== null)
  if (replay === undefined) return null
  return (
    <Card aria-labelledby="better-title" className="grid gap-3 sm:grid-cols-2 sm:items-center">
      <div>
        <CardTitle id="better-title">{t`Next time: ${inText(cueText(replay.cue))}`}</CardTitle>
        <p className="text-muted mt-1 text-sm">
          {t`Rep ${replay.rep} showed it. The drawing is made here, and stays on this device.`}
        </p>
      </div>
      <Replay replay={replay} />
    </Card>
  )
}

function Replay({ replay }: { readonly replay: RepReplay }): ReactNode {
  const boxRef = useRef<HTMLDivElement>(null)
  const canvasRef = useRef<HTMLCanvasElement>(null)

  useEffect(() => {
    const [box, canvas] = [boxRef.current, canvasRef.current]
    if (box === null || canvas === null) return undefined
    return play(new SkeletonCanvas(canvas, box, 'contain'), closeUp(replay.frames))
  }, [replay])

  return (
    // Mirrored, like the live picture.
    <div
      ref={boxRef}
      role="img"
      aria-label={t`Your skeleton at repetition ${replay.rep}`}
      data-testid="replay"
      className="bg-panel relative aspect-4/3 max-h-56 w-full -scale-x-100 overflow-hidden rounded-2xl forced-color-adjust-none"
    >
      <canvas ref={canvasRef} className="absolute" />
    </div>
  )
}

/**
 * Loops the replay at its original speed; with reduced motion, shows its middle frame. Returns a function that stops
 * it.
 */
function play(canvas: SkeletonCanvas, frames: readonly PoseFrame[]): () => void {
  const still = mediaMatches('(prefers-reduced-motion: reduce)')
  const startMs = frames[0]?.timestampMs ?? 0
  const lengthMs = (frames.at(-1)?.timestampMs ?? 0) - startMs + PAUSE_MS
  let handle = 0
  const draw = (nowMs: number): void => {
    const atMs = startMs + (still ? lengthMs / 2 : nowMs % lengthMs)
    const frame = frames.findLast(({ timestampMs }) => timestampMs <= atMs) ?? frames[0]
    if (frame !== undefined) canvas.draw(frame, STYLE)
    if (!still) handle = requestAnimationFrame(draw)
  }
  handle = requestAnimationFrame(draw)
  return () => {
    cancelAnimationFrame(handle)
    canvas.dispose()
  }
}
