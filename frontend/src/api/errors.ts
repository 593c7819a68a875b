import type { AxiosError } from 'axios'
import type { FieldProblem, Problem } from './types'

const UNREADABLE = 'unreadable_answer'
/** Never sent, because the account that it is for is not signed in here. */
export const NOT_SIGNED_IN = 'not_signed_in'

/** The prefix of `type` in the backend's error responses. */
const OURS = 'urn:exercise-buddy:problem:'

/** A failed request: refused by the server, or unanswered. Switch on `code`, never on text. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly code: string
  /** The HTTP status; 0 without an answer. */
  readonly status: number
  readonly fields: readonly FieldProblem[]
  readonly retryAfterSeconds: number | null
  /** The server's time of the answer (Unix ms); null without an answer. */
  readonly serverMs: number | null

  constructor(
    code: string,
    status: number,
    fields: readonly FieldProblem[] = [],
    retryAfterSeconds: number | null = null,
    serverMs: number | null = null,
  ) {
    super(`${code} (${status})`)
    this.code = code
    this.status = status
    this.fields = fields
    this.retryAfterSeconds = retryAfterSeconds
    this.serverMs = serverMs
  }

  /** Worth retrying unchanged: no answer, an answer not from our server, or an overloaded or failing server. */
  get isPassing(): boolean {
    return !this.isOfServer || [408, 425, 429].includes(this.status) || this.status >= 500
  }

  /** Our server itself says that nobody is signed in. */
  get isRefusedToken(): boolean {
    return this.status === 401 && this.isOfServer
  }

  /** Whether the answer is our server's; otherwise it says nothing about the server's state. */
  get isOfServer(): boolean {
    return this.status !== 0 && this.code !== UNREADABLE
  }
}

export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error
  if (!isAxiosError(error)) throw error
  if (error.response === undefined) return new ApiError('network', 0)
  const { status, headers } = error.response
  const data: unknown = error.response.data
  const seconds = Number(headers['retry-after'])
  const retryAfter = Number.isFinite(seconds) && seconds > 0 ? seconds : null
  if (!isProblem(data)) return new ApiError(UNREADABLE, status, [], retryAfter)
  const serverMs = Date.parse(String(headers.date))
  return new ApiError(
    data.code,
    status,
    data.errors ?? [],
    retryAfter,
    Number.isNaN(serverMs) ? null : serverMs,
  )
}

/** Checks axios' own marker, so that the first page need not load axios. */
export function isAxiosError(error: unknown): error is AxiosError {
  return typeof error === 'object' && error !== null && 'isAxiosError' in error
}

/** A successful status with an unexpected body, from whatever program: nothing is known to be done. */
export function foreignAnswer(): ApiError {
  return new ApiError(UNREADABLE, 0)
}

/**
 * RFC 9457 with our stable `code`. A proxy, or a host whose app sleeps, answers differently, though sometimes
 * similarly.
 */
function isProblem(data: unknown): data is Problem {
  const { type, code } = Object(data) as Partial<Record<keyof Problem, unknown>>
  return typeof type === 'string' && type.startsWith(OURS) && typeof code === 'string'
}
