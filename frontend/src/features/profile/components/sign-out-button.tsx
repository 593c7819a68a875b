import { plural, t } from '@lingui/core/macro'
import { useMutation } from '@tanstack/react-query'
import { LogOut } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { problemText } from '@/account/problem-text'
import { signOut } from '@/api/sign-out'
import { toast } from '@/shared/lib/toasts'
import { Button } from '@/shared/ui/button'
import { ConfirmDialog } from '@/shared/ui/confirm-dialog'
import { outbox } from '@/workouts/outbox/outbox'

/** Sends waiting changes before signing out, and asks if some cannot be sent. */
export function SignOutButton(): ReactNode {
  const [unsent, setUnsent] = useState(0)
  const leave = useMutation({
    mutationFn: signOut,
    onSuccess: () => toast(t`You are signed out.`),
    onError: (problem) => toast(problemText(problem), { tone: 'danger' }),
  })
  const start = async (): Promise<void> => {
    const { waiting, refused } = await outbox.sync()
    if (waiting + refused === 0) leave.mutate()
    else setUnsent(waiting + refused)
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
        {t`Sign out`}
      </Button>
      {unsent > 0 ? (
        <ConfirmDialog
          title={t`Sign out with unsent sets?`}
          confirmLabel={t`Sign out`}
          busy={leave.isPending}
          onConfirm={() => leave.mutate()}
          onClose={() => setUnsent(0)}
        >
          {t`${plural(unsent, { one: '# set', other: '# sets' })} could not be sent to the server yet. What is unsent stays on this device, and goes out when you sign in here again.`}
        </ConfirmDialog>
      ) : null}
    </>
  )
}
