import { i18n } from '@lingui/core'
import type { TransProps } from '@lingui/react'
import { TransNoContext } from '@lingui/react/server'
import type { ReactNode } from 'react'

const lingui = { i18n }

/**
 * What `<Trans>` of @lingui/react/macro compiles to: a text with elements. A page has one language, so no context is
 * needed.
 */
export function Trans(props: TransProps): ReactNode {
  return <TransNoContext {...props} lingui={lingui} />
}
