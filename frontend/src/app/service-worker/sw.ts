import { clientsClaim } from 'workbox-core'
import {
  type PrecacheEntry,
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  precacheAndRoute,
} from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'
import { CacheFirst } from 'workbox-strategies'
import { OUTBOX_SYNC_TAG, type ToServiceWorker } from './messages'
import { POSE_CACHE, dropOldPoseFiles, keepPoseFiles } from './pose-files'
import { openTraining, showReminder } from './reminders'
import { sendWaiting } from './send-waiting'
import { KEPT_POSE_FILES } from '@/pose/assets'

/** Background Sync, which TypeScript's library does not know: only Chromium has it. */
interface SyncEvent extends ExtendableEvent {
  readonly tag: string
}

declare global {
  interface ServiceWorkerGlobalScopeEventMap {
    sync: SyncEvent
  }
}

declare const self: ServiceWorkerGlobalScope & {
  readonly __WB_MANIFEST: readonly (PrecacheEntry | string)[]
}

/** This worker never handles the API, the health checks, the page for the home network, or missing files. */
const NO_PAGES = [/^\/(api|healthz|readyz|metrics|lan)(\/|$)/, /\.[^/]*$/]

precacheAndRoute([...self.__WB_MANIFEST])
cleanupOutdatedCaches()
// Take control of the first visit's page, too, so that its files are cached.
clientsClaim()

registerRoute(new NavigationRoute(createHandlerBoundToURL('/index.html'), { denylist: NO_PAGES }))
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && KEPT_POSE_FILES.includes(url.pathname),
  new CacheFirst({ cacheName: POSE_CACHE }),
)

self.addEventListener('activate', (event) => event.waitUntil(dropOldPoseFiles()))

self.addEventListener('message', (event) => {
  const message = event.data as ToServiceWorker
  if (message.type === 'SKIP_WAITING') event.waitUntil(self.skipWaiting())
  else event.waitUntil(keepPoseFiles())
})

self.addEventListener('sync', (event) => {
  if (event.tag === OUTBOX_SYNC_TAG) event.waitUntil(sendUnlessPageDoes())
})

self.addEventListener('push', (event) => {
  event.waitUntil(showReminder(self.registration, event.data))
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(openTraining(self.clients))
})

async function sendUnlessPageDoes(): Promise<void> {
  const pages = await self.clients.matchAll({ type: 'window' })
  if (pages.some(({ visibilityState }) => visibilityState === 'visible')) return
  await sendWaiting()
}
