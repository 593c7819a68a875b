import { t } from '@lingui/core/macro'
import { Plus } from 'lucide-react'
import { type ReactNode, Suspense, lazy, useState } from 'react'
import { Button } from '@/shared/ui/button'

/** The form library is not needed to look at a list. */
const AddSetDialog = lazy(() =>
  import('./add-set-dialog').then((module) => ({ default: module.AddSetDialog })),
)

export function AddSetButton({ exercise }: { readonly exercise: string | null }): ReactNode {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button variant="secondary" size="small" onClick={() => setOpen(true)}>
        <Plus aria-hidden className="size-4" />
        {t`Add a set`}
      </Button>
      {open ? (
        <Suspense>
          <AddSetDialog exercise={exercise} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  )
}
