import { type RefObject, useEffect, useState } from 'react'
import type { ExerciseType, PoseFrame } from '@/engine'
import type { PoseSource, PoseStatus } from '@/pose/pose-source'

export const FIRST_STATUS: PoseStatus = { phase: 'loading', loadedBytes: 0, totalBytes: 0 }

/** Makes the source of poses for an exercise. */
export type CreateSource = (exercise: ExerciseType) => PoseSource

export interface PoseControl {
  readonly status: PoseStatus
  /** Start again after a failure. */
  readonly retry: () => void
}

interface PoseOptions {
  readonly exercise: ExerciseType
  readonly createSource: CreateSource
  readonly video: RefObject<HTMLVideoElement | null>
  /** Whether the video should be analysed. */
  readonly watching: boolean
  /** Called for every frame; must not set state. Keep its identity stable. */
  readonly onFrame: (frame: PoseFrame) => void
}

/** A pose source that loads immediately and analyses the video while it should. */
export function usePose({
  exercise,
  createSource,
  video,
  watching,
  onFrame,
}: PoseOptions): PoseControl {
  const [status, setStatus] = useState(FIRST_STATUS)
  const [source, setSource] = useState<PoseSource | null>(null)
  const [attempt, setAttempt] = useState(0)

  useEffect(() => {
    const created = createSource(exercise)
    setStatus(FIRST_STATUS)
    setSource(created)
    created.start({ onFrame, onStatus: setStatus })
    return () => created.dispose()
  }, [exercise, createSource, onFrame, attempt])

  useEffect(() => {
    if (source === null || !watching) return undefined
    source.watch(video.current)
    return () => source.watch(null)
  }, [source, video, watching])

  return { status, retry: () => setAttempt((count) => count + 1) }
}
