import type { Workbox } from 'workbox-window'
import { create } from 'zustand'
import type { ToServiceWorker } from '../service-worker/messages'
import { isSetRunning } from '@/features/train/session/stored/running-lock'
import { isDataDear } from '@/shared/lib/browser/connection'
import { offered } from '@/shared/lib/browser/offered'

const LOOK_AGAIN_MS = 3_600_000
/** The page comes first; caching for later use waits until it has loaded. */
const KEEP_AFTER_MS = 5_000
/** How long to wait for the newer version before reloading; it then takes over as soon as it can. */
const CHANGE_WITHIN_MS = 5_000

interface AppVersionState {
  /** A newer version is waiting, or was activated by another tab. */
  readonly newer: 'none' | 'waiting' | 'in-charge'
}

export const useAppVersion = create<AppVersionState>(() => ({ newer: 'none' }))

let worker: Workbox | null = null

const fetchWorkbox = () => import('workbox-window')

/**
 * Caches the app on this device, so that it works offline. Not during development. Returns a function that stops it.
 */
export function keepAppOnDevice(): () => void {
  if (!import.meta.env.PROD || offered().serviceWorker === undefined) return () => undefined
  const looking = new AbortController()
  fetchWorkbox().then(
    ({ Workbox }) => {
      if (!looking.signal.aborted) keep(new Workbox('/sw.js'), looking.signal)
    },
    // The network is gone: the next visit tries again.
    () => undefined,
  )
  return () => looking.abort()
}

function keep(workbox: Workbox, stop: AbortSignal): void {
  worker = workbox
  workbox.addEventListener('waiting', () => useAppVersion.setState({ newer: 'waiting' }))
  workbox.addEventListener('controlling', ({ isUpdate }) => {
    if (isUpdate === true) useAppVersion.setState({ newer: 'in-charge' })
  })
  workbox.register().then(
    () => keepPoseFilesSoon(),
    // Private windows and locked-down browsers refuse it: the app then needs the network.
    () => undefined,
  )
  lookForNewerVersions(workbox, stop)
}

/** Change to the newer version and reload. Returns false if that would interrupt a set, in this tab or another. */
export async function changeToNewerVersion(): Promise<boolean> {
  if (await isSetRunning()) return false
  if (useAppVersion.getState().newer === 'waiting' && worker !== null) {
    const changed = new Promise((resolve) => {
      navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true })
      // The old worker stays active while it serves any tab, even one that was just closed.
      setTimeout(resolve, CHANGE_WITHIN_MS)
    })
    worker.messageSkipWaiting()
    await changed
  }
  window.location.reload()
  return true
}

/** Browsers check only on navigation, which an installed app may not have for days. */
function lookForNewerVersions(workbox: Workbox, stop: AbortSignal): void {
  let lookedAtMs = Date.now()
  const look = (): void => {
    if (document.visibilityState === 'hidden' || Date.now() - lookedAtMs < LOOK_AGAIN_MS) return
    lookedAtMs = Date.now()
    // Without a network there is no newer version.
    workbox.update().catch(() => undefined)
  }
  document.addEventListener('visibilitychange', look, { signal: stop })
}

function keepPoseFilesSoon(): void {
  if (isDataDear()) return
  setTimeout(() => {
    void navigator.serviceWorker.ready.then(({ active }) => {
      active?.postMessage({ type: 'KEEP_POSE_FILES' } satisfies ToServiceWorker)
    })
  }, KEEP_AFTER_MS)
}
