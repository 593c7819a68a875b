import type { AxiosError } from 'axios'
import type { FieldProblem, Problem } from './types'

/** A request that failed: refused by the server, or never answered. Switch on `code`, never on text. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly code: string
  /** The HTTP status; 0 where no answer came. */
  readonly status: number
  readonly fields: readonly FieldProblem[]
  readonly retryAfterSeconds: number | null
  /** The server's clock as it answered (Unix ms); null where no answer came. */
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

  /** Worth trying again as it is: no answer, an overloaded or a broken server. */
  get isPassing(): boolean {
    return [0, 408, 425, 429].includes(this.status) || this.status >= 500
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
  if (!isProblem(data)) return new ApiError('unreadable_answer', status, [], retryAfter)
  const serverMs = Date.parse(String(headers.date))
  return new ApiError(
    data.code,
    status,
    data.errors ?? [],
    retryAfter,
    Number.isNaN(serverMs) ? null : serverMs,
  )
}

/** By the mark that axios gives them: the first page does without axios itself. */
export function isAxiosError(error: unknown): error is AxiosError {
  return typeof error === 'object' && error !== null && 'isAxiosError' in error
}

/** RFC 9457 with our stable `code`; a proxy in between answers in other ways. */
function isProblem(data: unknown): data is Problem {
  return typeof data === 'object' && data !== null && 'code' in data && 'status' in data
}
