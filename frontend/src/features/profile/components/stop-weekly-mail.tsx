import { t } from '@lingui/core/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { stopWeeklyMail, weeklyMailQuery } from '../api/weekly-mail'
import { problemText } from '@/account/problem-text'
import { Alert } from '@/shared/ui/alert'
import { Button } from '@/shared/ui/button'

/** Stops the mail on a press, so that a program that only looks at the link stops nothing. */
export function StopWeeklyMail({ token }: { readonly token: string }): ReactNode {
  const queryClient = useQueryClient()
  const stop = useMutation({
    mutationFn: () => stopWeeklyMail(token),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: weeklyMailQuery.queryKey }),
  })
  if (stop.isSuccess) {
    return (
      <Alert tone="success">{t`No weekly mail comes any more. Your profile turns it on again.`}</Alert>
    )
  }
  return (
    <div className="flex flex-col gap-5">
      {stop.isError ? <Alert tone="danger">{problemText(stop.error)}</Alert> : null}
      <Button size="large" busy={stop.isPending} onClick={() => stop.mutate()}>
        {t`Stop this mail`}
      </Button>
    </div>
  )
}
