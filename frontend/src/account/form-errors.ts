import { i18n } from '@lingui/core'
import { t } from '@lingui/core/macro'
import type { FieldPath, FieldValues, UseFormSetError } from 'react-hook-form'
import { passwordAdvice } from './password-advice'
import { problemText } from './problem-text'
import { ApiError } from '@/api/errors'
import type { FieldProblem } from '@/api/types'

/** The field of each refusal code that does not name one. */
export type FieldsByCode<Values extends FieldValues> = Readonly<Record<string, FieldPath<Values>>>

/**
 * Shows a failed request in the right place: at the fields that the server names, at the field that its code is about,
 * or for the form as a whole (`errors.root`).
 */
export function showServerError<Values extends FieldValues>(
  error: unknown,
  setError: UseFormSetError<Values>,
  fields: readonly FieldPath<Values>[],
  fieldsByCode: FieldsByCode<Values> = {},
): void {
  const named = error instanceof ApiError ? error.fields : []
  let shown = false
  for (const problem of named) {
    const field = fields.find((each) => problem.location === `body.${each}`)
    if (field === undefined) continue
    setError(field, { message: fieldText(problem) }, { shouldFocus: !shown })
    shown = true
  }
  if (shown) return
  const field = error instanceof ApiError ? fieldsByCode[error.code] : undefined
  if (field === undefined) setError('root', { message: problemText(error) })
  else setError(field, { message: problemText(error) }, { shouldFocus: true })
}

/** The server's message for a value that passed the form's own checks, as a sentence. */
function fieldText({ code, message }: FieldProblem): string {
  if (code === 'password_too_weak')
    return passwordAdvice(message) || problemText(new ApiError(code, 422))
  const text = message.replace(/^Value error, /, '')
  const sentence = `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`
  // The message is in English.
  return i18n.locale === 'en' ? sentence : t`Not accepted: ${sentence}`
}
