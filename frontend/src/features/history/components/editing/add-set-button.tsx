import { t } from '@lingui/core/macro'
import { Plus } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { Button } from '@/shared/ui/button'
import { onDemand } from '@/shared/ui/on-demand'

/** Loaded on demand: looking at a list does not need the form library. */
const AddSetDialog = onDemand(async () => (await import('./add-set-dialog')).AddSetDialog)

interface AddSetButtonProps {
  readonly exercise: string | null
  /** Whether the user came here to add a set, so that the form is open from the start. */
  readonly isAsked?: boolean
  readonly onClose?: () => void
}

export function AddSetButton({ exercise, isAsked = false, onClose }: AddSetButtonProps): ReactNode {
  const [open, setOpen] = useState(isAsked)
  useEffect(() => void AddSetDialog.preload(), [])
  const close = (): void => {
    setOpen(false)
    onClose?.()
  }
  return (
    <>
      <Button variant="secondary" size="small" onClick={() => setOpen(true)}>
        <Plus aria-hidden className="size-4" />
        {t`Add a set`}
      </Button>
      {open ? <AddSetDialog exercise={exercise} onClose={close} /> : null}
    </>
  )
}
