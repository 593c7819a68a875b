import type { ReactNode } from 'react'

/** The next actions, fixed at the bottom of the screen, within reach of a thumb. */
export function ResultBar({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <div className="border-line bg-canvas fixed inset-x-0 bottom-0 z-10 border-t pb-[env(safe-area-inset-bottom)]">
      <div className="mx-auto grid max-w-xl auto-cols-fr grid-flow-col gap-3 p-3">{children}</div>
    </div>
  )
}
