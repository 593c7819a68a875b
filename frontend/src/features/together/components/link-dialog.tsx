import { t } from '@lingui/core/macro'
import { Copy } from 'lucide-react'
import type { ReactNode } from 'react'
import { toast } from '@/shared/lib/toasts'
import { Button } from '@/shared/ui/button'
import { Dialog } from '@/shared/ui/dialog'

interface LinkDialogProps {
  readonly token: string
  readonly onClose: () => void
}

/** Shows the link to a challenge once. */
export function LinkDialog({ token, onClose }: LinkDialogProps): ReactNode {
  const link = `${location.origin}${import.meta.env.BASE_URL}together#challenge=${token}`
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(link)
      toast(t`Link copied.`)
    } catch {
      // The browser may refuse access to the clipboard; the link can be selected by hand.
      toast(t`It could not be copied. Select and copy it yourself.`, { tone: 'danger' })
    }
  }
  return (
    <Dialog title={t`The link to your challenge`} onClose={onClose}>
      <div className="flex flex-col gap-5">
        <p className="text-muted">
          {t`Anyone with an account here who opens it can join. It is shown once; a new link replaces it.`}
        </p>
        <p
          data-testid="challenge-link"
          className="bg-sunken rounded-control p-4 font-mono text-sm break-all"
        >
          {link}
        </p>
        <div className="flex flex-wrap justify-end gap-3">
          <Button variant="secondary" onClick={() => void copy()}>
            <Copy aria-hidden className="size-5" />
            {t`Copy`}
          </Button>
          <Button onClick={onClose}>{t`Done`}</Button>
        </div>
      </div>
    </Dialog>
  )
}
