import { useCallback, useEffect, useRef, useState } from 'react'
import {
  type CameraChoice,
  CameraError,
  type CameraProblem,
  type CameraWish,
  type OpenCamera,
  closeCamera,
  listCameras,
  openCamera,
} from '@/pose/camera/camera'

const SLOW_PROMPT_MS = 5_000

export type CameraState =
  | { readonly phase: 'asking'; readonly slow: boolean }
  | { readonly phase: 'on'; readonly camera: OpenCamera }
  | { readonly phase: 'problem'; readonly problem: CameraProblem }

export interface CameraControl {
  readonly state: CameraState
  readonly choices: readonly CameraChoice[]
  /** Use another camera, or retry the same one. */
  readonly use: (wish: CameraWish) => void
}

/** A camera that is open while the component is mounted. */
export function useCamera(first: CameraWish): CameraControl {
  const [wish, setWish] = useState(first)
  const [state, setState] = useState<CameraState>({ phase: 'asking', slow: false })
  const choices = useCameraChoices(state.phase === 'on')

  useEffect(() => {
    const attempt = new CameraAttempt(wish, setState)
    return () => attempt.end()
  }, [wish])

  const use = useCallback((next: CameraWish) => {
    setState({ phase: 'asking', slow: false })
    // A new object each time, so that the same wish triggers a retry.
    setWish({ ...next })
  }, [])
  return { state, choices, use }
}

/** One attempt to open a camera. After `end` it is closed, or will be once the user has granted permission. */
class CameraAttempt {
  readonly #report: (state: CameraState) => void
  readonly #slowTimer: ReturnType<typeof setTimeout>
  #camera: OpenCamera | null = null
  #ended = false

  constructor(wish: CameraWish, report: (state: CameraState) => void) {
    this.#report = report
    this.#slowTimer = setTimeout(() => report({ phase: 'asking', slow: true }), SLOW_PROMPT_MS)
    openCamera(wish).then(
      (camera) => this.#opened(camera),
      (error: unknown) => this.#failed(error),
    )
  }

  end(): void {
    this.#ended = true
    clearTimeout(this.#slowTimer)
    if (this.#camera) closeCamera(this.#camera)
  }

  #opened(camera: OpenCamera): void {
    clearTimeout(this.#slowTimer)
    if (this.#ended) {
      closeCamera(camera)
      return
    }
    this.#camera = camera
    for (const track of camera.stream.getVideoTracks()) {
      track.addEventListener('ended', () => {
        if (!this.#ended) this.#report({ phase: 'problem', problem: 'ended' })
      })
    }
    this.#report({ phase: 'on', camera })
  }

  #failed(error: unknown): void {
    clearTimeout(this.#slowTimer)
    if (this.#ended) return
    const problem = error instanceof CameraError ? error.problem : 'unknown'
    this.#report({ phase: 'problem', problem })
  }
}

/** The available cameras, updated as they are plugged in and out. */
function useCameraChoices(cameraOn: boolean): readonly CameraChoice[] {
  const [choices, setChoices] = useState<readonly CameraChoice[]>([])
  const newest = useRef(0)

  useEffect(() => {
    if (!cameraOn) return undefined
    const devices = navigator.mediaDevices
    const look = () => {
      newest.current += 1
      const mine = newest.current
      // Without the list, no choice is offered.
      listCameras().then(
        (found) => mine === newest.current && setChoices(found),
        () => setChoices([]),
      )
    }
    look()
    devices.addEventListener('devicechange', look)
    return () => devices.removeEventListener('devicechange', look)
  }, [cameraOn])

  return choices
}
