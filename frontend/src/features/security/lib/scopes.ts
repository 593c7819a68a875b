import { t } from '@lingui/core/macro'
import type { Scope } from '@/api/types'

export const SCOPES = [
  'workouts:read',
  'statistics:read',
  'goals:read',
] as const satisfies readonly Scope[]

/** What a token with this scope may read. */
export function scopeName(scope: Scope): string {
  const names: Readonly<Record<Scope, string>> = {
    'workouts:read': t`Sets`,
    'statistics:read': t`Statistics`,
    'goals:read': t`Goals`,
  }
  return names[scope]
}
