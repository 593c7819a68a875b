import { KEPT_POSE_FILES, POSE_FILES } from '@/pose/assets'

/** Apart from the shell's cache: each path carries a version, so that a new shell leaves these 17 MB where they are. */
export const POSE_CACHE = 'pose'

/** Fetch what is missing of model and runtime. Rejects where the network or the device's storage refuses. */
export async function keepPoseFiles(): Promise<void> {
  const cache = await caches.open(POSE_CACHE)
  for (const path of POSE_FILES) {
    if ((await cache.match(path)) === undefined) await cache.add(path)
  }
}

/** Whether all of it is on this device: training then needs no network. A browser without caches has none. */
export async function hasPoseFiles(): Promise<boolean> {
  if (!('caches' in globalThis)) return false
  const kept = await Promise.all(POSE_FILES.map((path) => caches.match(path)))
  return kept.every((file) => file !== undefined)
}

/** Let go of the files of earlier versions. */
export async function dropOldPoseFiles(): Promise<void> {
  const cache = await caches.open(POSE_CACHE)
  for (const request of await cache.keys()) {
    if (!KEPT_POSE_FILES.includes(new URL(request.url).pathname)) await cache.delete(request)
  }
}
