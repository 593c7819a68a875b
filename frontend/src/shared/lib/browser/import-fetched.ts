/** A file of the app could not be fetched: the network is gone, or a newer version has replaced it. */
export class FileFetchError extends Error {
  override readonly name = 'FileFetchError'
}

/**
 * Whether code could not be fetched, rather than that it broke. The development server's imports fail by themselves.
 */
export function isLoadFailure(error: unknown): boolean {
  return (
    error instanceof FileFetchError ||
    (error instanceof TypeError && /dynamically imported module|module script/i.test(error.message))
  )
}

const fetched = new Map<string, Promise<void>>()

/**
 * Imports a module once its files have been fetched; what the build makes of each import(). Throws FileFetchError; the
 * next import then tries again.
 */
export async function importFetched<Module>(
  load: () => Promise<Module>,
  files: readonly string[] = [],
): Promise<Module> {
  await Promise.all(files.map(fetchOnce))
  return load()
}

function fetchOnce(file: string): Promise<void> {
  const known = fetched.get(file)
  if (known !== undefined) return known
  const url = `${import.meta.env.BASE_URL}${file}`
  // Part of the app's first file, which many others import from.
  const isRunning = new URL(url, window.location.href).href === import.meta.url
  const fetching = isRunning ? Promise.resolve() : intoCache(url)
  fetched.set(file, fetching)
  fetching.catch(() => fetched.delete(file))
  return fetching
}

async function intoCache(url: string): Promise<void> {
  try {
    const answer = await fetch(url)
    // Read to its end, or the cache would not keep it.
    await answer.arrayBuffer()
    if (answer.ok) return
  } catch (cause) {
    throw new FileFetchError(`${url} could not be fetched`, { cause })
  }
  throw new FileFetchError(`${url} could not be fetched`)
}
