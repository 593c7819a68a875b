/** Messages from pages to the service worker. */
export type ToServiceWorker =
  /** Replace the previous version. The name is Workbox's. */
  | { readonly type: 'SKIP_WAITING' }
  /** Fetch model and runtime now, so that training works without a network. */
  | { readonly type: 'KEEP_POSE_FILES' }

/** The tag under which the browser wakes the service worker once there is a network. */
export const OUTBOX_SYNC_TAG = 'outbox'
