import { useSyncExternalStore } from 'react'
import { hasVoice, watchVoices } from '../lib/sound/sound'

/** Whether the browser can speak the page's language. It lists its voices a moment after they are asked for. */
export function useHasVoice(): boolean {
  return useSyncExternalStore(watchVoices, hasVoice)
}
