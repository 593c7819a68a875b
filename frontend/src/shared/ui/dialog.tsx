import { t } from '@lingui/core/macro'
import { X } from 'lucide-react'
import { type ReactNode, useEffectEvent, useId, useLayoutEffect, useRef } from 'react'
import { IconButton } from './icon-button'

interface DialogProps {
  readonly title: string
  readonly onClose: () => void
  /** Called after the focus has returned to where it was, and may be moved elsewhere. */
  readonly afterClose?: () => void
  readonly children: ReactNode
}

/**
 * A modal dialog, open while it is rendered. The native <dialog> traps the focus, makes the page inert, restores the
 * focus, and needs no injected styles, which the Content-Security-Policy forbids.
 */
export function Dialog({ title, onClose, afterClose, children }: DialogProps): ReactNode {
  const dialogRef = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  const closed = useEffectEvent(() => afterClose?.())

  // Closed before React removes the element: otherwise the focus would not be restored.
  useLayoutEffect(() => {
    const element = dialogRef.current
    element?.showModal()
    return () => {
      element?.close()
      closed()
    }
  }, [])

  return (
    <dialog
      ref={dialogRef}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      className="rounded-card border-line bg-surface text-ink m-auto w-[min(32rem,calc(100vw-2rem))] border p-5 shadow-2xl sm:p-6"
    >
      <h2 id={titleId} className="mb-4 pe-10 text-xl font-bold tracking-tight">
        {title}
      </h2>
      {children}
      {/* Last, because the browser focuses the first control, which should be the dialog's main one. */}
      <IconButton label={t`Close`} onClick={onClose} className="absolute end-3 top-3 sm:top-4">
        <X aria-hidden className="size-5" />
      </IconButton>
    </dialog>
  )
}
