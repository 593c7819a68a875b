import { useEffect, useState } from 'react'

const TICK_MS = 250

/** Whole seconds until a time (Unix ms); 0 after it. */
export function useSecondsUntil(untilMs: number): number {
  const [left, setLeft] = useState(() => secondsUntil(untilMs))

  useEffect(() => {
    const look = (): void => setLeft(secondsUntil(untilMs))
    look()
    const timer = setInterval(look, TICK_MS)
    return () => clearInterval(timer)
  }, [untilMs])

  return left
}

function secondsUntil(untilMs: number): number {
  return Math.max(0, Math.ceil((untilMs - Date.now()) / 1000))
}
