import { ApiError } from '@/api/errors'
import type { NewPairing, PairedScreen } from '@/api/types'

/** How often the screen asks whether it has been allowed. */
export const ASK_EVERY_MS = 2_000
const AFTER_TROUBLE_MS = 5_000

/** What pairing needs from outside. */
export interface PairPorts {
  readonly begin: (signal: AbortSignal) => Promise<NewPairing>
  readonly claim: (pairing: NewPairing, signal: AbortSignal) => Promise<PairedScreen>
  /** Resolves after that many milliseconds, and at once if `signal` is aborted. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>
  /** Called with the code to show, or null and the reason. */
  readonly onCode: (code: string | null, trouble: ApiError | null) => void
}

/** Shows codes until one is allowed; returns the screen's token, or null if `signal` was aborted first. */
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

/** Null if the code has expired or the account changed. */
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
      // Other failures, such as the network's, may be temporary.
      if (error.code === 'pairing_over') return null
    }
  }
  return null
}

/** The address in the QR code; null on localhost, which no phone can open. */
export function connectAddress(origin: string, code: string): string | null {
  const { hostname } = new URL(origin)
  if (['localhost', '127.0.0.1', '[::1]'].includes(hostname)) return null
  // After `#`, so that browsers do not send it to any server.
  return `${origin}/connect#code=${code}`
}
