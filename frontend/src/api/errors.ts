import type { AxiosError } from 'axios'
import type { FieldProblem, Problem } from './types'

const UNREADABLE = 'unreadable_answer'

/** As the backend begins the `type` of each of its refusals. */
const OURS = 'urn:exercise-buddy:problem:'

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

  /** Worth trying again as it is: no answer, one that is not the server's, an overloaded or a broken server. */
  get isPassing(): boolean {
    return !this.isOfServer || [408, 425, 429].includes(this.status) || this.status >= 500
  }

  /** The server itself does not know who asks. */
  get isRefusedToken(): boolean {
    return this.status === 401 && this.isOfServer
  }

  /** Else it tells nothing of what the server has or would say. */
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

/** By the mark that axios gives them: the first page does without axios itself. */
export function isAxiosError(error: unknown): error is AxiosError {
  return typeof error === 'object' && error !== null && 'isAxiosError' in error
}

/** An answer with a good status that is not the one to this request, whoever gave it: nothing is known to be done. */
export function foreignAnswer(): ApiError {
  return new ApiError(UNREADABLE, 0)
}

/** RFC 9457 with our stable `code`. A proxy, or a host whose app sleeps, refuses in other ways, some of them alike. */
function isProblem(data: unknown): data is Problem {
  const { type, code } = Object(data) as Partial<Record<keyof Problem, unknown>>
  return typeof type === 'string' && type.startsWith(OURS) && typeof code === 'string'
}
