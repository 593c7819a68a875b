import { useMutation, useQuery } from '@tanstack/react-query'
import { LogOut } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { outbox } from '@/api/outbox/outbox'
import { outboxQuery } from '@/api/outbox/outbox-query'
import { problemText } from '@/api/problem-text'
import { signOut } from '@/api/sign-out'
import { countOf } from '@/shared/lib/format'
import { toast } from '@/shared/lib/toasts'
import { Button } from '@/shared/ui/button'
import { ConfirmDialog } from '@/shared/ui/confirm-dialog'

/** Sends what waits first; asks before leaving behind what could not be sent. */
export function SignOutButton(): ReactNode {
  const [asking, setAsking] = useState(false)
  const { data: unsent = [] } = useQuery(outboxQuery)
  const leave = useMutation({
    mutationFn: signOut,
    onSuccess: () => toast('You are signed out.'),
    onError: (problem) => toast(problemText(problem), { tone: 'danger' }),
  })
  const start = async (): Promise<void> => {
    const { waiting, refused } = await outbox.sync()
    if (waiting + refused === 0) leave.mutate()
    else setAsking(true)
  }
  const begin = useMutation({
    mutationFn: start,
    onError: (problem) => toast(problemText(problem), { tone: 'danger' }),
  })

  return (
    <>
      <Button
        variant="secondary"
        busy={begin.isPending || leave.isPending}
        onClick={() => begin.mutate()}
      >
        <LogOut aria-hidden className="size-5" />
        Sign out
      </Button>
      {asking ? (
        <ConfirmDialog
          title="Sign out with unsent workouts?"
          confirmLabel="Sign out"
          busy={leave.isPending}
          onConfirm={() => leave.mutate()}
          onClose={() => setAsking(false)}
        >
          {countOf(unsent.length, 'workout')} could not be sent to the server yet. They stay on this
          device and are sent when you sign in here again.
        </ConfirmDialog>
      ) : null}
    </>
  )
}
