import { type RefObject, useCallback, useEffect, useRef } from 'react'
import type { LiveSession } from '../session/live-session'
import type { CameraControl } from './use-camera'
import { goOnByItself } from './use-live-session'
import { usePictureLight } from './use-picture-light'
import { type CreateSource, type PoseControl, usePose } from './use-pose'
import { useVideo } from './use-video'
import type { ExerciseType, PoseFrame } from '@/engine'
import { SkeletonCanvas } from '@/pose/skeleton-canvas'

export interface Viewfinder {
  readonly camera: CameraControl
  readonly pose: PoseControl
  readonly video: RefObject<HTMLVideoElement | null>
  readonly canvas: RefObject<HTMLCanvasElement | null>
  /** Width over height of the camera's picture; null until the first one. */
  readonly aspectRatio: number | null
}

const IN_POSITION = { bone: '#c6f135', joint: '#ffffff', lineWidth: 5 }
const OUT_OF_POSITION = { bone: '#f2f4f1', joint: '#f2f4f1', lineWidth: 4 }

/** Camera, pose detection and skeleton, wired to a session. */
export function useViewfinder(
  session: LiveSession,
  exercise: ExerciseType,
  camera: CameraControl,
  createSource: CreateSource,
): Viewfinder {
  const video = useRef<HTMLVideoElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const { playing, aspectRatio } = useVideo(video, camera.state)
  const draw = useSkeleton(canvas, session)
  const onFrame = useCallback(
    (frame: PoseFrame) => {
      session.frame(frame)
      draw(frame)
    },
    [session, draw],
  )
  const pose = usePose({ exercise, createSource, video, watching: playing, onFrame })

  const broken = camera.state.phase === 'problem' || pose.status.phase === 'failed'
  useEffect(() => {
    if (broken) session.pause('camera')
    else if (playing) goOnByItself(session, 'camera')
  }, [session, broken, playing])
  usePictureLight(video, playing, session)

  return { camera, pose, video, canvas, aspectRatio }
}

function useSkeleton(
  canvas: RefObject<HTMLCanvasElement | null>,
  session: LiveSession,
): (frame: PoseFrame) => void {
  const skeleton = useRef<SkeletonCanvas>(null)

  useEffect(() => {
    const box = canvas.current?.parentElement ?? null
    if (canvas.current === null || box === null) return undefined
    const created = new SkeletonCanvas(canvas.current, box, 'cover')
    skeleton.current = created
    return () => created.dispose()
  }, [canvas])

  return useCallback(
    (frame) =>
      skeleton.current?.draw(frame, session.view.inPosition ? IN_POSITION : OUT_OF_POSITION),
    [session],
  )
}
