import type { ReactNode, SyntheticEvent } from 'react'
import { Alert } from './alert'

interface FormProps {
  /** An error of the form as a whole, shown above its fields. */
  readonly error: string | undefined
  readonly onSubmit: (event: SyntheticEvent) => Promise<void>
  readonly className?: string
  readonly children: ReactNode
}

/** A form that checks its fields itself: the browser's own messages would not be in the app's language. */
export function Form(props: FormProps): ReactNode {
  const { error, onSubmit, className = 'flex flex-col gap-5', children } = props
  return (
    <form noValidate onSubmit={(event) => void onSubmit(event)} className={className}>
      {error === undefined ? null : <Alert tone="danger">{error}</Alert>}
      {children}
    </form>
  )
}
