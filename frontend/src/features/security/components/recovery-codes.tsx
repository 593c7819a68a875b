import { t } from '@lingui/core/macro'
import { Copy } from 'lucide-react'
import type { ReactNode } from 'react'
import { toast } from '@/shared/lib/toasts'
import { Button } from '@/shared/ui/button'

interface RecoveryCodesProps {
  readonly codes: readonly string[]
  readonly onDone: () => void
}

/** The codes, this once. */
export function RecoveryCodes({ codes, onDone }: RecoveryCodesProps): ReactNode {
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(codes.join('\n'))
      toast(t`Recovery codes copied.`)
    } catch {
      // The browser may keep the clipboard to itself; the codes can be selected by hand.
      toast(t`They could not be copied. Select and copy them yourself.`, { tone: 'danger' })
    }
  }
  return (
    <div className="flex flex-col gap-5">
      <p className="text-muted">
        {t`Keep these codes where you find them without your phone. Each signs you in once in place of the app. They are not shown again.`}
      </p>
      <ul className="bg-sunken rounded-control m-0 grid list-none gap-x-6 gap-y-1 p-4 font-mono text-sm">
        {codes.map((code) => (
          <li key={code} className="break-all">
            {code}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap justify-end gap-3">
        <Button variant="secondary" onClick={() => void copy()}>
          <Copy aria-hidden className="size-5" />
          {t`Copy`}
        </Button>
        <Button onClick={onDone}>{t`I have kept them`}</Button>
      </div>
    </div>
  )
}
