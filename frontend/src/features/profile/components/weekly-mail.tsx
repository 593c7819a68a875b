import { t } from '@lingui/core/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { changeWeeklyMail, weeklyMailQuery } from '../api/weekly-mail'
import { LanguageOptions } from './language-options'
import { problemText } from '@/account/problem-text'
import type { MailLanguage, User } from '@/api/types'
import { toast } from '@/shared/lib/toasts'
import { Field } from '@/shared/ui/field'
import { Select } from '@/shared/ui/input'
import { LinkButton } from '@/shared/ui/link-button'
import { LoadError } from '@/shared/ui/load-error'
import { Spinner } from '@/shared/ui/spinner'
import { Switch } from '@/shared/ui/switch'
import { language } from '@/shared/words/language'

/** Turns the weekly mail on and off, if the server sends mail. */
export function WeeklyMail({ user }: { readonly user: User }): ReactNode {
  if (user.email_verified) return <Setting />
  return (
    <div className="flex flex-wrap items-center justify-between gap-4">
      <div>
        <p className="font-semibold">{t`Weekly email`}</p>
        <p className="text-muted text-sm">{t`Confirm your email first, under Security.`}</p>
      </div>
      <LinkButton to="/profile/security" variant="secondary">
        {t`Security`}
      </LinkButton>
    </div>
  )
}

function Setting(): ReactNode {
  const queryClient = useQueryClient()
  const { data: setting, error, refetch } = useQuery(weeklyMailQuery)
  const change = useMutation({
    mutationFn: changeWeeklyMail,
    // Sequentially: of two concurrent requests the first may arrive last.
    scope: { id: 'weekly-mail' },
    onSuccess: (changed) => queryClient.setQueryData(weeklyMailQuery.queryKey, changed),
    onError: (problem) => toast(problemText(problem), { tone: 'danger' }),
  })
  if (setting === undefined) {
    if (error === null) return <Spinner label={t`Loading your weekly email`} />
    return <LoadError text={problemText(error)} onRetry={() => void refetch()} />
  }
  // Shows a change at once.
  const shown = change.isPending ? change.variables : setting.language
  return (
    <div className="flex flex-col gap-4">
      <Switch
        label={t`Weekly email`}
        hint={t`On Monday mornings: your last week by exercise, compared with the week before. None is sent if you trained in neither.`}
        checked={shown !== null}
        onChange={(on) => change.mutate(on ? language() : null)}
      />
      {shown === null ? null : (
        <Field label={t`Language of the email`}>
          {(control) => (
            <Select
              {...control}
              value={shown}
              onChange={({ target }) => change.mutate(target.value as MailLanguage)}
            >
              <LanguageOptions />
            </Select>
          )}
        </Field>
      )}
    </div>
  )
}
