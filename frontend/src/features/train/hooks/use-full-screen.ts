import { useCallback, useEffect, useState } from 'react'

export interface FullScreen {
  /** Whether the browser supports full screen: an iPhone does not. */
  readonly offered: boolean
  readonly on: boolean
  readonly toggle: () => void
}

/** Full-screen mode of the page. */
export function useFullScreen(): FullScreen {
  const [on, setOn] = useState(false)
  const offered = document.fullscreenEnabled

  useEffect(() => {
    const look = (): void => setOn(document.fullscreenElement !== null)
    document.addEventListener('fullscreenchange', look)
    return () => document.removeEventListener('fullscreenchange', look)
  }, [])

  const toggle = useCallback(() => {
    const work =
      document.fullscreenElement === null
        ? document.documentElement.requestFullscreen()
        : document.exitFullscreen()
    // Refused by the user or the browser: the page stays as it is.
    work.catch(() => setOn(document.fullscreenElement !== null))
  }, [])

  return { offered, on, toggle }
}
