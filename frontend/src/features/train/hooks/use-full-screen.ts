import { useCallback, useEffect, useState } from 'react'

export interface FullScreen {
  /** Whether the browser lets a page fill the screen: an iPhone does not. */
  readonly offered: boolean
  readonly on: boolean
  readonly toggle: () => void
}

/** The page on the whole screen, without the browser around it. */
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
    // Refused where the person or the browser does not want it: the page stays as it is.
    work.catch(() => setOn(document.fullscreenElement !== null))
  }, [])

  return { offered, on, toggle }
}
