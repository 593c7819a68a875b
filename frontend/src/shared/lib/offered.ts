/**
 * What a browser may leave out: on plain http, in a private window, in an old version. The DOM's types promise all of
 * it. Asked at each use: what it offers can change with a permission.
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
