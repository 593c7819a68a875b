import { t } from '@lingui/core/macro'

const newerApp = (): string =>
  t`This app and the server understand this set differently. Reload the page for a newer app, then try again.`

/** Texts by the server's refusal codes; each says what the user can do at that place. */
export const refusalTexts = (): Readonly<Record<string, string>> => ({
  newer_edit_kept: t`This set was changed on another device after you changed it here. The newer change was kept.`,
  workout_deleted: t`This set was deleted on another device, and stays deleted.`,
  workout_not_found: t`This set was deleted on another device. What you changed here could not be kept.`,
  workout_id_conflict: t`Another version of this set is at the server already. Keep that one by deleting this one here.`,
  account_full: t`Your account is full. This set stays here; export your history and delete what is old to make room within 30 days.`,
  validation_failed: newerApp(),
  payload_too_large: newerApp(),
  too_complex: newerApp(),
})

/** Why the server refuses a waiting workout, and what helps. */
export function refusalText(code: string): string {
  return refusalTexts()[code] ?? newerApp()
}
