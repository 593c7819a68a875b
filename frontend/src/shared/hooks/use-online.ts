import { useSyncExternalStore } from 'react'

function subscribe(onChange: () => void): () => void {
  window.addEventListener('online', onChange)
  window.addEventListener('offline', onChange)
  return () => {
    window.removeEventListener('online', onChange)
    window.removeEventListener('offline', onChange)
  }
}

/** Whether the device has a network; assumed if the browser does not say. */
export function useOnline(): boolean {
  return useSyncExternalStore(subscribe, () => (navigator.onLine as boolean | undefined) !== false)
}
