import { ApiError } from '@/api/errors'
import type { NewPairing, PairedScreen } from '@/api/types'

/** So often the screen asks whether it has been let in. */
export const ASK_EVERY_MS = 2_000
const AFTER_TROUBLE_MS = 5_000

/** What pairing needs from the world around it. */
export interface PairPorts {
  readonly begin: (signal: AbortSignal) => Promise<NewPairing>
  readonly claim: (pairing: NewPairing, signal: AbortSignal) => Promise<PairedScreen>
  /** Resolves after so many milliseconds, and at once where `signal` is aborted. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>
  /** The code to show; null where there is none, and why. */
  readonly onCode: (code: string | null, trouble: ApiError | null) => void
}

/** Shows code after code until one has been allowed; gives the screen's token, or null where `signal` came first. */
export async function pairScreen(ports: PairPorts, signal: AbortSignal): Promise<string | null> {
  while (!signal.aborted) {
    const pairing = await begin(ports, signal)
    const token = pairing === null ? null : await untilAllowed(ports, pairing, signal)
    if (token !== null) return token
  }
  return null
}

async function begin(ports: PairPorts, signal: AbortSignal): Promise<NewPairing | null> {
  try {
    const pairing = await ports.begin(signal)
    ports.onCode(pairing.code, null)
    return pairing
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    if (signal.aborted) return null
    ports.onCode(null, error)
    await ports.wait(AFTER_TROUBLE_MS, signal)
    return null
  }
}

/** Null where the code is over, by its age or because the account changed. */
async function untilAllowed(
  ports: PairPorts,
  pairing: NewPairing,
  signal: AbortSignal,
): Promise<string | null> {
  while (!signal.aborted) {
    await ports.wait(ASK_EVERY_MS, signal)
    try {
      const { screen_token: token } = await ports.claim(pairing, signal)
      if (token !== null) return token
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      // Whatever else fails, such as the network, may succeed the next time.
      if (error.code === 'pairing_over') return null
    }
  }
  return null
}

/** Where a phone that scans the code gets to; null where this address is this machine's own, which no phone can open. */
export function connectAddress(origin: string, code: string): string | null {
  const { hostname } = new URL(origin)
  if (['localhost', '127.0.0.1', '[::1]'].includes(hostname)) return null
  // Behind `#`, which browsers send to no server.
  return `${origin}/connect#code=${code}`
}
