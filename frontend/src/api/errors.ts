import { isAxiosError } from 'axios'
import { z } from 'zod'

/** RFC 9457 with our stable `code`, and for malformed input the fields at fault. */
const problemSchema = z.object({
  status: z.number(),
  code: z.string(),
  detail: z.string().optional(),
  errors: z
    .array(z.object({ location: z.string(), code: z.string(), message: z.string() }))
    .optional(),
})

export type FieldProblem = NonNullable<z.infer<typeof problemSchema>['errors']>[number]

/** A request that failed: refused by the server, or never answered. Switch on `code`, never on text. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly code: string
  /** The HTTP status; 0 where no answer came. */
  readonly status: number
  readonly fields: readonly FieldProblem[]
  readonly retryAfterSeconds: number | null

  constructor(
    code: string,
    status: number,
    fields: readonly FieldProblem[] = [],
    retryAfterSeconds: number | null = null,
  ) {
    super(`${code} (${status})`)
    this.code = code
    this.status = status
    this.fields = fields
    this.retryAfterSeconds = retryAfterSeconds
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
  const problem = problemSchema.safeParse(data)
  if (!problem.success) return new ApiError('unreadable_answer', status, [], retryAfter)
  return new ApiError(problem.data.code, status, problem.data.errors, retryAfter)
}
