import { t } from '@lingui/core/macro'
import { ApiError } from '@/api/errors'

/** Codes about following and challenges. */
const ofTogether = (): Readonly<Record<string, string>> => ({
  follow_not_found: t`This is over already. Reload the page.`,
  block_not_found: t`Nobody is blocked by it any more.`,
  too_many_follows: t`You follow, or have asked, as many people as you can. Stop following somebody first.`,
  too_many_blocks: t`You have blocked as many names as you can. Unblock one first.`,
  name_blocked: t`You have blocked this name. Unblock it first.`,
  challenge_not_found: t`This challenge is over, or its link no longer works. Ask whoever sent it for a new one.`,
  challenge_full: t`This challenge is full. Nobody else can join until somebody leaves.`,
  too_many_challenges: t`You take part in as many challenges as you can, including past ones. Leave one first.`,
})

/** The only place that turns error codes into texts. */
const texts = (): Readonly<Record<string, string>> => ({
  network: t`The server cannot be reached. Check your connection and try again.`,
  unreadable_answer: t`Something other than the server answered. Check your connection.`,
  foreign_origin: t`The server mistakes this page for another site’s, because a proxy in front of it changes the address. Whoever runs it should make the proxy pass the Host header on unchanged, including the port.`,
  invalid_credentials: t`That email, username or password is not right.`,
  email_taken: t`There is already an account with this email.`,
  username_taken: t`This username is taken. Try another.`,
  sign_up_code_required: t`Enter the code that the terminal on the other machine shows.`,
  sign_up_code_wrong: t`This is not the code that the terminal on the other machine shows.`,
  email_not_verified: t`Confirm your email first: open the link that we sent you.`,
  account_changed: t`Something about this account was changed just now. Try again.`,
  too_many_requests: t`Too many attempts. Wait a moment, then try again.`,
  wrong_password: t`This password is not right.`,
  password_too_weak: t`This password is too easy to guess. Add another word or two.`,
  second_factor_invalid: t`This code is wrong, too old, or has been used already.`,
  second_factor_unreadable: t`This server lost the key to your app’s codes. Use a recovery code, or ask whoever runs it.`,
  second_factor_on: t`Two-step sign-in is on already.`,
  second_factor_off: t`Two-step sign-in is off.`,
  code_wrong: t`This code is wrong or too old.`,
  mail_token_invalid: t`This link has expired or has been used already.`,
  unsubscribe_link_invalid: t`This link does not work. Sign in, and turn the weekly email off in your profile.`,
  subscription_not_found: t`Reminders are off in that browser already.`,
  mail_not_configured: t`This server sends no email.`,
  email_already_verified: t`This email is confirmed already.`,
  passkey_invalid: t`This passkey was not accepted. Try again, or sign in with your password.`,
  passkey_refused: t`This passkey could not be added. Try again.`,
  passkey_exists: t`This device has a passkey for your account already.`,
  too_many_passkeys: t`Remove a passkey before you add another one.`,
  too_many_api_tokens: t`Revoke an API token before you create another one.`,
  too_many_webhooks: t`Delete a webhook before you add another one.`,
  webhook_host_not_allowed: t`The server may not send there. Choose one of the allowed hosts, or ask whoever runs it to allow this one.`,
  webhook_not_found: t`This webhook was deleted already.`,
  pairing_over: t`This code has expired or has been used. Take the one that the screen shows now.`,
  passkeys_impossible: t`Passkeys do not work at this address.`,
  unknown_time_zone: t`The server does not know this time zone.`,
  workout_id_conflict: t`The server has a different set with the same id.`,
  workout_not_found: t`This set no longer exists.`,
  newer_edit_kept: t`This set was changed elsewhere since. The newer change was kept.`,
  file_unreadable: t`No sets can be read from this file. It has to be an export of this app, Strong, Hevy or FitNotes.`,
  file_empty: t`This file is empty. Export it again.`,
  file_not_text: t`This file is not text. Unpack an archive, or save a spreadsheet as CSV, and try again.`,
  file_not_unicode: t`This file is in an older encoding. Save it as UTF-8 (in Excel: “CSV UTF-8”), and try again.`,
  file_broken_off: t`This file is cut off or damaged. Export it again.`,
  file_too_long: t`This file has too many rows. Split it and import the parts.`,
  payload_too_large: t`This file is too large. Split it and import the parts.`,
  goal_exists: t`You already have this goal. Change that one instead.`,
  validation_failed: t`Something in the form is not right.`,
  ...ofTogether(),
})

export function problemText(error: unknown): string {
  if (!(error instanceof ApiError))
    return t`Something went wrong here. Reload the page and try again.`
  const text = texts()[error.code]
  if (error.status === 403 && error.code === 'unreadable_answer') {
    return t`Something in front of the server forbids this. Whoever runs it can see why in the log of its proxy or firewall.`
  }
  if (text !== undefined) return text
  if (error.status >= 500) return t`The server has a problem. Try again in a moment.`
  return t`That did not work. Try again in a moment.`
}
