import { t } from '@lingui/core/macro'
import { Sparkles } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { changeToNewerVersion, useAppVersion } from '../../pwa/app-version'
import { Button } from '@/shared/ui/button'

/** Offers a new version on every page except the training screen, so that it never interrupts a set. */
export function UpdateBanner(): ReactNode {
  const newer = useAppVersion((state) => state.newer)
  const [busy, setBusy] = useState(false)
  const [setRunning, setSetRunning] = useState(false)
  if (newer === 'none') return null

  const change = async (): Promise<void> => {
    setBusy(true)
    setSetRunning(!(await changeToNewerVersion()))
    setBusy(false)
  }
  return (
    <div role="status" className="border-line bg-accent-soft border-b" data-testid="new-version">
      <div className="mx-auto flex max-w-5xl flex-wrap items-center gap-3 px-4 py-2 text-sm font-medium sm:px-6">
        <Sparkles aria-hidden className="text-accent-ink size-4 shrink-0" />
        <p className="min-w-0 flex-1">
          {setRunning
            ? t`A set is running in another tab: finish it first.`
            : t`A new version of Exercise Buddy is ready.`}
        </p>
        <Button size="small" busy={busy} onClick={() => void change()}>
          {t`Reload`}
        </Button>
      </div>
    </div>
  )
}
