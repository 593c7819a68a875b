import type { ReactNode } from 'react'

/** Sets the document's title; React puts the element into <head>. */
export function PageTitle({ title }: { readonly title: string }): ReactNode {
  return <title>{`${title} · Exercise Buddy`}</title>
}
