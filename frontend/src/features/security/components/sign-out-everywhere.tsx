import { t } from '@lingui/core/macro'
import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { endEverySession } from '../api/sessions'
import { problemText } from '@/account/problem-text'
import { toast } from '@/shared/lib/toasts'
import { Button } from '@/shared/ui/button'
import { ConfirmDialog } from '@/shared/ui/confirm-dialog'

export function SignOutEverywhere(): ReactNode {
  const [asking, setAsking] = useState(false)
  const end = useMutation({
    mutationFn: endEverySession,
    onSuccess: () => toast(t`You are signed out everywhere.`),
    onError: (problem) => toast(problemText(problem), { tone: 'danger' }),
    onSettled: () => setAsking(false),
  })
  return (
    <div className="mt-4">
      <Button variant="danger" onClick={() => setAsking(true)}>
        {t`Sign out everywhere`}
      </Button>
      {asking ? (
        <ConfirmDialog
          title={t`Sign out everywhere?`}
          confirmLabel={t`Sign out`}
          busy={end.isPending}
          onConfirm={() => end.mutate()}
          onClose={() => setAsking(false)}
        >
          {t`Every device is signed out, this one too. Sets that wait on a device stay there until you sign in again.`}
        </ConfirmDialog>
      ) : null}
    </div>
  )
}
