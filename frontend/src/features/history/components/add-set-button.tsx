import { t } from '@lingui/core/macro'
import { Plus } from 'lucide-react'
import { type ReactNode, Suspense, lazy, useState } from 'react'
import { Button } from '@/shared/ui/button'

/** The form library is not needed to look at a list. */
const AddSetDialog = lazy(() =>
  import('./add-set-dialog').then((module) => ({ default: module.AddSetDialog })),
)

interface AddSetButtonProps {
  readonly exercise: string | null
  /** Somebody has come here to add one: the form is open from the start. */
  readonly isAsked?: boolean
  readonly onClose?: () => void
}

export function AddSetButton({ exercise, isAsked = false, onClose }: AddSetButtonProps): ReactNode {
  const [open, setOpen] = useState(isAsked)
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
      {open ? (
        <Suspense>
          <AddSetDialog exercise={exercise} onClose={close} />
        </Suspense>
      ) : null}
    </>
  )
}
