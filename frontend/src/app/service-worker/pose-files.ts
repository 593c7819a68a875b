import { KEPT_POSE_FILES, POSE_FILES } from '@/pose/assets'

/** Separate from the shell's cache: each path contains a version, so a new shell keeps these 17 MB. */
export const POSE_CACHE = 'pose'

/** Fetch missing files of model and runtime. Rejects if the network or the device's storage fails. */
export async function keepPoseFiles(): Promise<void> {
  const cache = await caches.open(POSE_CACHE)
  for (const path of POSE_FILES) {
    if ((await cache.match(path)) === undefined) await cache.add(path)
  }
}

/** Whether all files are on this device, so that training needs no network. False in browsers without caches. */
export async function hasPoseFiles(): Promise<boolean> {
  if (!('caches' in globalThis)) return false
  const kept = await Promise.all(POSE_FILES.map((path) => caches.match(path)))
  return kept.every((file) => file !== undefined)
}

/** Delete the files of earlier versions. */
export async function dropOldPoseFiles(): Promise<void> {
  const cache = await caches.open(POSE_CACHE)
  for (const request of await cache.keys()) {
    if (!KEPT_POSE_FILES.includes(new URL(request.url).pathname)) await cache.delete(request)
  }
}
