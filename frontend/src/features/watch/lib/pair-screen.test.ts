import { describe, expect, it } from 'vitest'
import { connectAddress, pairScreen } from './pair-screen'
import { ApiError } from '@/api/errors'
import type { NewPairing } from '@/api/types'

const waiting = { screen_token: null, expires_in: 100 }
const allowed = { screen_token: 'of the screen', expires_in: 43_200 }
const over = new ApiError('pairing_over', 404)
const offline = new ApiError('network', 0)

/** Pairs with a server that gives these answers to claims, in turn; codes are A, B, C. */
async function pair(
  claims: (typeof waiting | typeof allowed | ApiError)[],
  refusals: ApiError[] = [],
): Promise<{ token: string | null; shown: (string | null)[]; pauses: number[] }> {
  const [shown, pauses] = [[] as (string | null)[], [] as number[]]
  let begun = 0
  const token = await pairScreen(
    {
      begin: () => {
        const refusal = refusals.shift()
        if (refusal !== undefined) return Promise.reject(refusal)
        const code = 'ABC'.charAt(begun++)
        return Promise.resolve<NewPairing>({
          id: code,
          secret: `of ${code}`,
          code,
          expires_in: 120,
        })
      },
      claim: ({ secret, code }) => {
        expect(secret).toBe(`of ${code}`)
        const next = claims.shift() ?? over
        return next instanceof ApiError ? Promise.reject(next) : Promise.resolve(next)
      },
      wait: (ms) => {
        pauses.push(ms)
        return Promise.resolve()
      },
      onCode: (code, trouble) => shown.push(trouble === null ? code : trouble.code),
    },
    new AbortController().signal,
  )
  return { token, shown, pauses }
}

describe('pairing a screen', () => {
  it('asks every two seconds until it is let in', async () => {
    const { token, shown, pauses } = await pair([waiting, waiting, allowed])
    expect(token).toBe('of the screen')
    expect(shown).toEqual(['A'])
    expect(pauses).toEqual([2_000, 2_000, 2_000])
  })

  it('shows a new code when one has expired', async () => {
    const { token, shown } = await pair([waiting, over, allowed])
    expect(token).toBe('of the screen')
    expect(shown).toEqual(['A', 'B'])
  })

  it('keeps its code without a network, and says so if it has none', async () => {
    const { token, shown } = await pair([offline, allowed], [offline])
    expect(token).toBe('of the screen')
    expect(shown).toEqual(['network', 'A'])
  })

  it('ends when it is cancelled', async () => {
    const calledOff = new AbortController()
    calledOff.abort()
    const never = (): never => {
      throw new Error('asked all the same')
    }
    const ports = { begin: never, claim: never, wait: never, onCode: never }
    expect(await pairScreen(ports, calledOff.signal)).toBeNull()
  })
})

describe('the address in the QR code', () => {
  it('names the code behind #, which is sent to no server', () => {
    expect(connectAddress('https://buddy.example.com', 'BCDF-GHJK')).toBe(
      'https://buddy.example.com/connect#code=BCDF-GHJK',
    )
  })

  it.each(['http://localhost:8000', 'http://127.0.0.1:8000', 'http://[::1]:8000'])(
    'does not exist at %s, which no phone can open',
    (origin) => expect(connectAddress(origin, 'BCDF-GHJK')).toBeNull(),
  )
})
