import { type ReactNode, useEffect, useRef } from 'react'
import { useLive } from '../../hooks/use-live-session'
import type { Viewfinder } from '../../hooks/use-viewfinder'
import type { LiveSession } from '../../session/live-session'
import { isInSet } from '../../session/live-view'
import { StageNotice } from './stage-notice'
import { StartOutline } from './start-outline'
import { cn } from '@/shared/lib/cn'

interface CameraStageProps {
  readonly exercise: string
  readonly viewfinder: Viewfinder
  readonly session: LiveSession
}

/** The camera's picture with the skeleton, or a notice if something prevents it. */
export function CameraStage({ exercise, viewfinder, session }: CameraStageProps): ReactNode {
  const { camera, pose, video, canvas } = viewfinder
  const inSet = useLive(session, (view) => isInSet(view.stage))
  const mirrored = camera.state.phase === 'on' && camera.state.camera.facing === 'front'
  return (
    <>
      <div className={cn('absolute inset-0', mirrored && '-scale-x-100')}>
        {/* Silent live video: there is nothing to caption. */}
        <video ref={video} muted playsInline autoPlay className="size-full object-cover" />
        <canvas ref={canvas} aria-hidden className="absolute" />
      </div>
      <PhaseGauge session={session} />
      <StartOutline session={session} />
      <StageNotice exercise={exercise} inSet={inSet} camera={camera} pose={pose} />
    </>
  )
}

/** The phase of the movement as a bar at the picture's edge; updated with every frame, without React. */
function PhaseGauge({ session }: { readonly session: LiveSession }): ReactNode {
  const trackRef = useRef<HTMLDivElement>(null)
  const barRef = useRef<HTMLDivElement>(null)

  useEffect(() => {
    return session.watchPhase((phase) => {
      if (trackRef.current) trackRef.current.style.opacity = phase === null ? '0' : '1'
      if (barRef.current) barRef.current.style.transform = `scaleY(${phase ?? 0})`
    })
  }, [session])

  return (
    <div
      ref={trackRef}
      aria-hidden
      className="absolute inset-y-4 end-3 w-2.5 overflow-hidden rounded-full bg-white/25 opacity-0 transition-opacity forced-color-adjust-none"
    >
      <div ref={barRef} className="bg-accent size-full origin-top scale-y-0 rounded-full" />
    </div>
  )
}
