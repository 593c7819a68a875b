import type { ReactNode } from 'react'

/** All that a page which fills the screen shows where it has little to say: no header frames it. */
export function AloneOnScreen({ children }: { readonly children: ReactNode }): ReactNode {
  return <main className="mx-auto max-w-xl px-4 py-10">{children}</main>
}
