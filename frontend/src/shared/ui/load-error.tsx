import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { Alert } from './alert'
import { Button } from './button'

interface LoadErrorProps {
  readonly text: string
  readonly onRetry: () => void
}

/** Shown in place of content that could not be loaded. */
export function LoadError({ text, onRetry }: LoadErrorProps): ReactNode {
  return (
    <Alert
      tone="danger"
      actions={
        <Button size="small" variant="secondary" onClick={onRetry}>
          {t`Try again`}
        </Button>
      }
    >
      {text}
    </Alert>
  )
}
