import { t } from '@lingui/core/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { SESSIONS_KEY, endOtherSession, sessionsQuery } from '../api/sessions'
import { deviceName } from '@/account/device-name'
import { problemText } from '@/account/problem-text'
import type { SignedInSession } from '@/api/types'
import { momentOf } from '@/shared/lib/dates'
import { toast } from '@/shared/lib/toasts'
import { Button } from '@/shared/ui/button'
import { LoadError } from '@/shared/ui/load-error'
import { Spinner } from '@/shared/ui/spinner'

/** The account's sessions; all but this one can be ended. */
export function SessionList(): ReactNode {
  const queryClient = useQueryClient()
  const { data, error, refetch } = useQuery(sessionsQuery)
  const end = useMutation({
    mutationFn: endOtherSession,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: SESSIONS_KEY }),
    onError: (problem) => toast(problemText(problem), { tone: 'danger' }),
  })
  if (data === undefined) {
    if (error === null) return <Spinner label={t`Loading your devices`} />
    return <LoadError text={problemText(error)} onRetry={() => void refetch()} />
  }
  return (
    <ul className="m-0 flex list-none flex-col p-0">
      {data.map((session) => (
        <li
          key={session.id}
          className="border-line flex items-center gap-4 border-b py-3 last:border-0"
        >
          <SessionText session={session} />
          {session.current ? null : (
            <Button
              size="small"
              variant="secondary"
              busy={end.isPending && end.variables === session.id}
              aria-label={t`Sign out ${nameOf(session)}, last used ${momentOf(new Date(session.last_used_at))}`}
              onClick={() => end.mutate(session.id)}
            >
              {t`Sign out`}
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}

function nameOf({ view_only, user_agent }: SignedInSession): string {
  const name = deviceName(user_agent)
  return view_only ? t`Screen: ${name}` : name
}

/** Start and last use tell apart sessions of the same browser. */
function SessionText({ session }: { readonly session: SignedInSession }): ReactNode {
  const signedIn = momentOf(new Date(session.signed_in_at))
  return (
    <div className="min-w-0 flex-1">
      <p className="font-semibold break-words">{nameOf(session)}</p>
      <p className="text-muted text-sm">
        {session.current
          ? t`This device`
          : session.view_only
            ? t`Shows your live numbers, nothing else. Connected ${signedIn}`
            : t`Last used ${momentOf(new Date(session.last_used_at))}, signed in ${signedIn}`}
      </p>
    </div>
  )
}
