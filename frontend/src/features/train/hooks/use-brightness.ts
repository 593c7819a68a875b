import { type RefObject, useEffect } from 'react'
import type { LiveSession } from '../session/live-session'

const EVERY_MS = 2_000
/** A few pixels are enough to measure brightness. */
const SIZE = 16

/** Reports the brightness of the camera's picture to the session every other second. */
export function useBrightness(
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
      session.light(brightnessOf(context.getImageData(0, 0, SIZE, SIZE).data))
    }, EVERY_MS)
    return () => {
      clearInterval(timer)
      session.light(null)
    }
  }, [video, playing, session])
}

/** Mean luma (ITU-R BT.601), 0..255, of RGBA pixels. */
export function brightnessOf(rgba: Uint8ClampedArray): number {
  let sum = 0
  for (let i = 0; i + 2 < rgba.length; i += 4) {
    sum += 0.299 * (rgba[i] ?? 0) + 0.587 * (rgba[i + 1] ?? 0) + 0.114 * (rgba[i + 2] ?? 0)
  }
  return sum / (rgba.length / 4)
}
