/**
 * Features that a browser may lack: on plain http, in a private window, in an old version. The DOM's types promise all
 * of them. Checked at each use, because a permission can change what is available.
 */
export function offered(): Partial<
  Pick<
    Navigator,
    | 'clipboard'
    | 'credentials'
    | 'locks'
    | 'mediaDevices'
    | 'serviceWorker'
    | 'storage'
    | 'wakeLock'
  >
> {
  return navigator
}
