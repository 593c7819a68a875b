import { type RefObject, useEffect } from 'react'
import { PictureLight } from '../session/hands-free/picture-light'
import type { LiveSession } from '../session/live-session'

const EVERY_MS = 2_000
/** A few pixels are enough to tell where light and dark are. */
const SIZE = 32

/** Reports the light in the camera's picture to the session every other second. */
export function usePictureLight(
  video: RefObject<HTMLVideoElement | null>,
  playing: boolean,
  session: LiveSession,
): void {
  useEffect(() => {
    if (!playing) return undefined
    const canvas = document.createElement('canvas')
    canvas.width = SIZE
    canvas.height = SIZE
    const timer = setInterval(() => {
      const context = canvas.getContext('2d', { willReadFrequently: true })
      if (video.current === null || context === null) return
      context.drawImage(video.current, 0, 0, SIZE, SIZE)
      session.light(new PictureLight(context.getImageData(0, 0, SIZE, SIZE).data))
    }, EVERY_MS)
    return () => {
      clearInterval(timer)
      session.light(null)
    }
  }, [video, playing, session])
}
