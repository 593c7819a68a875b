import { t } from '@lingui/core/macro'
import { X } from 'lucide-react'
import { type ReactNode, useEffectEvent, useId, useLayoutEffect, useRef } from 'react'
import { IconButton } from './icon-button'

interface DialogProps {
  readonly title: string
  readonly onClose: () => void
  /** Called when the focus is back where it was: the time to move it elsewhere. */
  readonly afterClose?: () => void
  readonly children: ReactNode
}

/**
 * A modal dialog, open for as long as it is rendered. The browser's own <dialog>: it holds the focus, makes the page
 * behind it inert and gives the focus back, and needs none of the injected styles that the content policy refuses.
 */
export function Dialog({ title, onClose, afterClose, children }: DialogProps): ReactNode {
  const dialogRef = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  const closed = useEffectEvent(() => afterClose?.())

  // Before React takes the element out of the page: only then does closing it give the focus back.
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
      {/* Last, since the browser puts the focus on what comes first: the field or button that the dialog is about. */}
      <IconButton label={t`Close`} onClick={onClose} className="absolute end-3 top-3 sm:top-4">
        <X aria-hidden className="size-5" />
      </IconButton>
    </dialog>
  )
}
