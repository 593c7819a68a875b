import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { problemText } from './problem-text'
import { Alert } from '@/shared/ui/alert'
import { Button } from '@/shared/ui/button'

interface PressLinkProps {
  /** What the link's token is for; its answer changes what `queryKey` holds. */
  readonly act: () => Promise<void>
  readonly queryKey: readonly unknown[]
  readonly label: string
  readonly done: string
}

/** Does what a link in a mail is for on a press, so that a program that only looks at the link does nothing. */
export function PressLink({ act, queryKey, label, done }: PressLinkProps): ReactNode {
  const queryClient = useQueryClient()
  const press = useMutation({
    mutationFn: act,
    onSuccess: () => queryClient.invalidateQueries({ queryKey }),
  })
  if (press.isSuccess) return <Alert tone="success">{done}</Alert>
  return (
    <div className="flex flex-col gap-5">
      {press.isError ? <Alert tone="danger">{problemText(press.error)}</Alert> : null}
      <Button size="large" busy={press.isPending} onClick={() => press.mutate()}>
        {label}
      </Button>
    </div>
  )
}
