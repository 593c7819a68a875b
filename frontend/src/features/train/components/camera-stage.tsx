import { type CSSProperties, type ReactNode, useEffect, useRef } from 'react'
import type { Training } from '../hooks/use-training'
import type { LiveSession } from '../session/live-session'
import { StageNotice } from './stage-notice'
import { cn } from '@/shared/lib/cn'

interface CameraStageProps {
  readonly training: Training
  readonly session: LiveSession
}

const DEFAULT_RATIO = 4 / 3

/** The camera's picture with the skeleton over it, and whatever stands in the way of it. */
export function CameraStage({ training, session }: CameraStageProps): ReactNode {
  const { camera, video, canvas, aspectRatio } = training
  const mirrored = camera.state.phase === 'on' && camera.state.camera.facing === 'front'
  const ratio = aspectRatio ?? DEFAULT_RATIO
  return (
    <div className="grid size-full place-items-center [container-type:size]">
      <div
        style={{ '--ratio': ratio } as CSSProperties}
        className="relative aspect-[var(--ratio)] w-[min(100cqw,calc(100cqh*var(--ratio)))] overflow-hidden rounded-card bg-[#0b0d0e]"
      >
        <div className={cn('absolute inset-0', mirrored && '-scale-x-100')}>
          {/* Silent and live: there is nothing to caption. */}
          <video ref={video} muted playsInline autoPlay className="size-full object-contain" />
          <canvas ref={canvas} aria-hidden className="absolute inset-0 size-full" />
        </div>
        <PhaseGauge session={session} />
        <StageNotice training={training} session={session} />
      </div>
    </div>
  )
}

/** How far down the movement is, as a bar at the picture's edge; moved without React, with every frame. */
function PhaseGauge({ session }: { readonly session: LiveSession }): ReactNode {
  const track = useRef<HTMLDivElement>(null)
  const bar = useRef<HTMLDivElement>(null)

  useEffect(() => {
    session.onPhase = (phase) => {
      if (track.current) track.current.style.opacity = phase === null ? '0' : '1'
      if (bar.current) bar.current.style.transform = `scaleY(${phase ?? 0})`
    }
    return () => {
      session.onPhase = null
    }
  }, [session])

  return (
    <div
      ref={track}
      aria-hidden
      className="absolute inset-y-4 right-3 w-2.5 overflow-hidden rounded-full bg-white/25 opacity-0 transition-opacity"
    >
      <div ref={bar} className="size-full origin-top scale-y-0 rounded-full bg-accent" />
    </div>
  )
}
