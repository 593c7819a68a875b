import { Fragment, type ReactNode, createElement } from 'react'

/**
 * Children with each text in an element of its own. Translators of browsers replace text nodes: React can then neither
 * change one nor put anything before it, but an element that holds nothing else it can.
 */
export function ownText(children: ReactNode): ReactNode {
  if (typeof children === 'string' || typeof children === 'number') return <span>{children}</span>
  if (!Array.isArray(children)) return children
  return createElement(Fragment, null, ...children.map(ownText))
}
