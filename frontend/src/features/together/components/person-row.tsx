import type { ReactNode } from 'react'

interface PersonRowProps {
  readonly name: string
  readonly about?: string | undefined
  readonly children: ReactNode
}

/** A row with a user and actions. */
export function PersonRow({ name, about, children }: PersonRowProps): ReactNode {
  return (
    <li className="border-line flex flex-wrap items-center gap-x-4 gap-y-2 border-b py-3 first:pt-0 last:border-0 last:pb-0">
      <div className="min-w-32 flex-1">
        <p translate="no" className="font-semibold wrap-anywhere">
          {name}
        </p>
        {about === undefined ? null : <p className="text-muted text-sm">{about}</p>}
      </div>
      <div className="flex flex-wrap gap-2">{children}</div>
    </li>
  )
}
