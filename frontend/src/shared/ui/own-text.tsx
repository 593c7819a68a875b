import { Fragment, type ReactNode, createElement } from 'react'

/**
 * Wraps each run of text among the children in an element of its own. Browser translators replace text nodes, which
 * React can then neither change nor insert before; it can with an element that contains nothing else.
 */
export function ownText(children: ReactNode): ReactNode {
  const parts: readonly ReactNode[] = Array.isArray(children) ? children : [children]
  const owned: ReactNode[] = []
  let text = ''
  for (const part of parts) {
    if (isText(part)) text += String(part)
    else {
      owned.push(inElement(text), part)
      text = ''
    }
  }
  return createElement(Fragment, null, ...owned, inElement(text))
}

function isText(part: ReactNode): part is string | number {
  return typeof part === 'string' || typeof part === 'number'
}

function inElement(text: string): ReactNode {
  return text === '' ? null : <span>{text}</span>
}
