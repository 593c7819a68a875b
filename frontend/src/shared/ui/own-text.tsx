import { Fragment, type ReactNode, createElement } from 'react'

/**
 * Children with their text in an element of its own, what is written together in one. Translators of browsers replace
 * text nodes: React can then neither change one nor put anything before it, but an element that holds nothing else it
 * can.
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
