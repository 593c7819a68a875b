import { ApiError } from './errors'

/** The one place where an error's code becomes words for people. */
const TEXTS: Readonly<Record<string, string>> = {
  network: 'The server cannot be reached. Check your connection and try again.',
  invalid_credentials: 'That email, username or password is not right.',
  email_taken: 'There is already an account with this email.',
  username_taken: 'This username is taken. Try another.',
  rate_limited: 'Too many attempts. Wait a moment, then try again.',
  workout_id_conflict: 'The server holds a different workout under the same number.',
  workout_not_found: 'This workout no longer exists.',
  validation_error: 'Something in the form is not right.',
}

export function problemText(error: unknown): string {
  if (!(error instanceof ApiError))
    return 'Something went wrong here. Reload the page and try again.'
  const text = TEXTS[error.code]
  if (text !== undefined) return text
  if (error.status >= 500) return 'The server has a problem. Try again in a moment.'
  return 'That did not work. Try again in a moment.'
}
