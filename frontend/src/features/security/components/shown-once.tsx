import { plural, t } from '@lingui/core/macro'
import { Copy } from 'lucide-react'
import type { ReactNode } from 'react'
import { toast } from '@/shared/lib/toasts'
import { Button } from '@/shared/ui/button'

interface ShownOnceProps {
  readonly lines: readonly string[]
  /** The message after copying. */
  readonly copied: string
  readonly onDone: () => void
  /** Explains what the secrets are for. */
  readonly children: ReactNode
}

/** Shows secrets that cannot be shown again. */
export function ShownOnce({ lines, copied, onDone, children }: ShownOnceProps): ReactNode {
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(lines.join('\n'))
      toast(copied)
    } catch {
      // The browser may refuse access to the clipboard; the lines can be selected by hand.
      toast(t`They could not be copied. Select and copy them yourself.`, { tone: 'danger' })
    }
  }
  return (
    <div className="flex flex-col gap-5">
      <p className="text-muted">{children}</p>
      <ul className="bg-sunken rounded-control m-0 grid list-none gap-x-6 gap-y-1 p-4 font-mono text-sm">
        {lines.map((line) => (
          <li key={line} className="break-all">
            {line}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap justify-end gap-3">
        <Button variant="secondary" onClick={() => void copy()}>
          <Copy aria-hidden className="size-5" />
          {t`Copy`}
        </Button>
        <Button onClick={onDone}>
          {plural(lines.length, { one: 'I have kept it', other: 'I have kept them' })}
        </Button>
      </div>
    </div>
  )
}
