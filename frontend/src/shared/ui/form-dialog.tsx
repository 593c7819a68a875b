import { t } from '@lingui/core/macro'
import type { ReactNode, SyntheticEvent } from 'react'
import { Button } from './button'
import { Dialog } from './dialog'
import { Form } from './form'

interface FormDialogProps {
  readonly title: string
  /** An error of the form as a whole. */
  readonly error: string | undefined
  readonly busy: boolean
  readonly onSubmit: (event: SyntheticEvent) => Promise<void>
  readonly onClose: () => void
  readonly submitText?: string
  /** For actions that cannot be undone. */
  readonly danger?: boolean
  readonly children: ReactNode
}

/** A form in a dialog, with Cancel and submit buttons. */
export function FormDialog(props: FormDialogProps): ReactNode {
  const { title, error, busy, onSubmit, onClose, submitText = t`Save`, danger = false } = props
  return (
    <Dialog title={title} onClose={onClose}>
      <Form error={error} onSubmit={onSubmit}>
        {props.children}
        <div className="flex flex-wrap justify-end gap-3">
          <Button variant="secondary" onClick={onClose}>
            {t`Cancel`}
          </Button>
          <Button type="submit" variant={danger ? 'danger' : 'primary'} busy={busy}>
            {submitText}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}
