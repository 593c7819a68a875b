import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'

interface NamedProps {
  readonly person: { readonly username: string; readonly is_you: boolean }
}

/** Somebody's name in a list in which the reader stands, too. */
export function Named({ person: { username, is_you } }: NamedProps): ReactNode {
  return (
    <>
      {username}
      {is_you ? <span className="text-muted whitespace-nowrap">{` (${t`you`})`}</span> : null}
    </>
  )
}
