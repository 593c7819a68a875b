import { t } from '@lingui/core/macro'
import { useEffect, useRef } from 'react'
import { say, tick } from '../lib/sound/sound'

const TICKED_SECONDS = 5
const SAID_SECONDS = [60, 30, 10]

/** Makes the rest heard: what comes next, how much is left, and its last seconds. */
export function useRestSounds(secondsLeft: number, nextUp: string): void {
  const saidRef = useRef(false)

  useEffect(() => {
    if (!saidRef.current) {
      saidRef.current = true
      say(t`Rest, ${secondsLeft} seconds. Next: ${nextUp}.`)
    } else if (SAID_SECONDS.includes(secondsLeft)) say(t`${secondsLeft} seconds left`)
    else if (secondsLeft > 0 && secondsLeft <= TICKED_SECONDS) tick()
  }, [secondsLeft, nextUp])
}
