import { type HttpHandler, HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { acceptGrant, endSession } from '../session'
import type { Problem } from '../types'
import { anAccessToken } from './factories'

export const server = setupServer()

/** The full address of an API path, for handlers. */
export function apiUrl(path: string): string {
  return `*/api/v1${path}`
}

/** An answer that refuses, as the backend gives it. */
export function problem(
  status: number,
  code: string,
  over: Partial<Problem> = {},
): HttpResponse<Problem> {
  return HttpResponse.json<Problem>(
    {
      type: `urn:exercise-buddy:problem:${code}`,
      title: code,
      status,
      code,
      detail: code,
      ...over,
    },
    { status, headers: { 'Content-Type': 'application/problem+json' } },
  )
}

/** Starts the mock server for a file's tests; a request without a handler fails its test. */
export function serveWith(...handlers: HttpHandler[]): void {
  beforeAll(() => {
    // Another test file may have left somebody signed in.
    endSession('person')
    server.listen({ onUnhandledFrame: 'error' })
  })
  beforeEach(() => server.use(...handlers))
  afterEach(() => {
    server.resetHandlers()
    server.events.removeAllListeners()
    endSession('person')
  })
  afterAll(() => server.close())
}

/** Adds a handler that always gives the same answer, and counts its requests. */
export function counted(
  method: 'get' | 'post',
  path: string,
  answer: () => Readonly<Record<string, unknown>>,
): { count: number } {
  const asked = { count: 0 }
  server.use(
    http[method](apiUrl(path), () => {
      asked.count += 1
      return HttpResponse.json(answer())
    }),
  )
  return asked
}

export function signIn(userId?: string): void {
  acceptGrant(anAccessToken({}, userId))
}
