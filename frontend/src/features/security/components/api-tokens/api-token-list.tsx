import { t } from '@lingui/core/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Braces } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { apiTokensQuery, revokeApiToken } from '../../api/api-tokens'
import { scopeName } from '../../lib/scopes'
import { CredentialRow } from '../credential-row'
import { NewApiTokenDialog } from './new-api-token-dialog'
import { problemText } from '@/account/problem-text'
import type { ApiToken } from '@/api/types'
import { dateOf, momentOf } from '@/shared/lib/dates'
import { toast } from '@/shared/lib/toasts'
import { Button } from '@/shared/ui/button'
import { ConfirmDialog } from '@/shared/ui/confirm-dialog'
import { LoadError } from '@/shared/ui/load-error'
import { Spinner } from '@/shared/ui/spinner'

/** The account's API tokens with their last use; each can be revoked, and new ones created. */
export function ApiTokenList(): ReactNode {
  const queryClient = useQueryClient()
  const { data: tokens, error, refetch } = useQuery(apiTokensQuery)
  const [making, setMaking] = useState(false)
  const [revoking, setRevoking] = useState<ApiToken | null>(null)
  const read = (): Promise<void> =>
    queryClient.invalidateQueries({ queryKey: apiTokensQuery.queryKey })
  const revoke = useMutation({
    mutationFn: revokeApiToken,
    onSuccess: async () => {
      setRevoking(null)
      toast(t`API token revoked.`)
      await read()
    },
    onError: (problem) => toast(problemText(problem), { tone: 'danger' }),
  })
  if (tokens === undefined) {
    if (error === null) return <Spinner label={t`Loading your API tokens`} />
    return <LoadError text={problemText(error)} onRetry={() => void refetch()} />
  }
  return (
    <div className="flex flex-col items-start gap-4">
      <p className="text-muted">
        {t`Your own scripts read your sets, statistics and goals with a token. It cannot change anything. A new password, address or two-step sign-in ends all of them.`}
      </p>
      <ul className="m-0 flex w-full list-none flex-col p-0">
        {tokens.map((token) => (
          <TokenRow key={token.id} token={token} onRevoke={() => setRevoking(token)} />
        ))}
      </ul>
      <Button variant="secondary" onClick={() => setMaking(true)}>
        {t`Create an API token`}
      </Button>
      {making ? (
        <NewApiTokenDialog onMade={() => void read()} onClose={() => setMaking(false)} />
      ) : null}
      {revoking === null ? null : (
        <ConfirmDialog
          title={t`Revoke ${revoking.name}?`}
          confirmLabel={t`Revoke`}
          busy={revoke.isPending}
          onConfirm={() => revoke.mutate(revoking.id)}
          onClose={() => setRevoking(null)}
        >
          {t`Scripts that use it can no longer read anything.`}
        </ConfirmDialog>
      )}
    </div>
  )
}

interface TokenRowProps {
  readonly token: ApiToken
  readonly onRevoke: () => void
}

function TokenRow({ token, onRevoke }: TokenRowProps): ReactNode {
  const used =
    token.last_used_at === null
      ? t`Not used yet`
      : t`Last used ${momentOf(new Date(token.last_used_at))}`
  const until = dateOf(new Date(token.expires_at))
  return (
    <CredentialRow
      icon={Braces}
      name={token.name}
      about={[token.scopes.map(scopeName).join(', '), t`Good until ${until}`, used].join(' · ')}
      action={t`Revoke`}
      actionLabel={t`Revoke ${token.name}`}
      onAction={onRevoke}
    />
  )
}
