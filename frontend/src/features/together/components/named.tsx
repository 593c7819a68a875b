import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'

interface NamedProps {
  readonly person: { readonly username: string; readonly is_you: boolean }
}

/** A user's name in a list that may include the reader. */
export function Named({ person: { username, is_you } }: NamedProps): ReactNode {
  return (
    <>
      {username}
      {is_you ? <span className="text-muted whitespace-nowrap">{` (${t`you`})`}</span> : null}
    </>
  )
}
