import { type RefObject, useEffect, useState } from 'react'
import type { CameraState } from './use-camera'

interface VideoState {
  readonly playing: boolean
  readonly aspectRatio: number | null
}

const NOTHING: VideoState = { playing: false, aspectRatio: null }

/** Plays the camera in a video element, again after the page comes back to the front. */
export function useVideo(
  video: RefObject<HTMLVideoElement | null>,
  camera: CameraState,
): VideoState {
  const [state, setState] = useState(NOTHING)
  const stream = camera.phase === 'on' ? camera.camera.stream : null

  useEffect(() => {
    const element = video.current
    if (element === null || stream === null) return undefined
    const onPlaying = () =>
      setState({ playing: true, aspectRatio: element.videoWidth / element.videoHeight })
    const play = () => {
      if (document.visibilityState === 'hidden') return
      // Refused only while the page is going away or the stream is being replaced; a later event tries again.
      element.play().catch(() => setState((before) => ({ ...before, playing: false })))
    }
    element.addEventListener('playing', onPlaying)
    // A phone that is turned turns its picture with it.
    element.addEventListener('resize', onPlaying)
    document.addEventListener('visibilitychange', play)
    element.srcObject = stream
    play()
    return () => {
      element.removeEventListener('playing', onPlaying)
      element.removeEventListener('resize', onPlaying)
      document.removeEventListener('visibilitychange', play)
      element.srcObject = null
      setState(NOTHING)
    }
  }, [video, stream])

  return state
}
