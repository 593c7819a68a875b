import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { problemText } from './problem-text'
import { Alert } from '@/shared/ui/alert'
import { Button } from '@/shared/ui/button'

interface PressLinkProps {
  /** The action of the link's token; it changes the data of `queryKey`. */
  readonly act: () => Promise<void>
  readonly queryKey: readonly unknown[]
  readonly label: string
  readonly done: string
}

/** Runs the action of a mailed link on a press, so that programs that only open the link do nothing. */
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
