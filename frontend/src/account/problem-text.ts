import { ApiError } from '@/api/errors'

/** The one place where an error's code becomes words for people. */
const TEXTS: Readonly<Record<string, string>> = {
  network: 'The server cannot be reached. Check your connection and try again.',
  unreadable_answer: 'Something other than the server answered. Check your connection.',
  foreign_origin:
    'The server takes this page for another site’s, since what stands in front of it changes the address. Whoever runs it should have the proxy hand on the Host header as it came, port included.',
  invalid_credentials: 'That email, username or password is not right.',
  email_taken: 'There is already an account with this email.',
  username_taken: 'This username is taken. Try another.',
  sign_up_code_required: 'Enter the code that the terminal on the other machine shows.',
  sign_up_code_wrong: 'This is not the code that the terminal on the other machine shows.',
  email_not_verified: 'Confirm your email first: open the link that we sent you.',
  account_changed: 'Something about this account was changed just now. Try again.',
  too_many_requests: 'Too many attempts. Wait a moment, then try again.',
  wrong_password: 'This password is not right.',
  password_too_weak: 'This password is too easy to guess. Add another word or two.',
  second_factor_invalid: 'This code is wrong, too old, or has been used already.',
  second_factor_unreadable:
    'This server lost the key to your app’s codes. Use a recovery code, or ask whoever runs it.',
  second_factor_on: 'Two-step sign-in is on already.',
  second_factor_off: 'Two-step sign-in is off.',
  code_wrong: 'This code is wrong or too old.',
  mail_token_invalid: 'This link has expired or has been used. Ask for a new one.',
  mail_not_configured: 'This server sends no mail.',
  email_already_verified: 'This email is confirmed already.',
  passkey_invalid: 'This passkey was not accepted. Try again, or sign in with your password.',
  passkey_refused: 'This passkey could not be added. Try again.',
  passkey_exists: 'This device has a passkey for your account already.',
  too_many_passkeys: 'Remove a passkey before you add another one.',
  passkeys_impossible: 'Passkeys do not work at this address.',
  unknown_time_zone: 'The server does not know this time zone.',
  workout_id_conflict: 'The server holds a different workout under the same number.',
  workout_not_found: 'This workout no longer exists.',
  newer_edit_kept: 'This workout was changed elsewhere since. The newer change was kept.',
  file_unreadable:
    'No workouts can be read from this file. It has to be an export of this app, Strong or Hevy.',
  file_too_long: 'This file has too many rows. Split it and import the parts.',
  payload_too_large: 'This file is too large. Split it and import the parts.',
  goal_exists: 'There is such a goal already. Change that one instead.',
  validation_failed: 'Something in the form is not right.',
}

export function problemText(error: unknown): string {
  if (!(error instanceof ApiError))
    return 'Something went wrong here. Reload the page and try again.'
  const text = TEXTS[error.code]
  if (error.status === 403 && error.code === 'unreadable_answer') {
    return 'Something in front of the server forbids this. Whoever runs it can see why in the log of its proxy or firewall.'
  }
  if (text !== undefined) return text
  if (error.status >= 500) return 'The server has a problem. Try again in a moment.'
  return 'That did not work. Try again in a moment.'
}
