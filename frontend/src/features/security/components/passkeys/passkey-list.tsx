import { t } from '@lingui/core/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { passkeysQuery, removePasskey } from '../../api/security'
import { CredentialRow } from '../credential-row'
import { AddPasskeyDialog } from './add-passkey-dialog'
import { PasskeysElsewhere } from './passkeys-elsewhere'
import { capabilitiesQuery } from '@/account/capabilities'
import { browserHasPasskeys } from '@/account/passkeys'
import { PasswordDialog } from '@/account/password-dialog'
import { problemText } from '@/account/problem-text'
import type { Passkey } from '@/api/types'
import { dateOf } from '@/shared/lib/dates'
import { toast } from '@/shared/lib/toasts'
import { Button } from '@/shared/ui/button'
import { LoadError } from '@/shared/ui/load-error'
import { Spinner } from '@/shared/ui/spinner'

/** The account's passkeys, which can be removed, and a button to add one if the browser supports it. */
export function PasskeyList(): ReactNode {
  const queryClient = useQueryClient()
  const { data: passkeys, error, refetch } = useQuery(passkeysQuery)
  const { data: capabilities } = useQuery(capabilitiesQuery)
  const [adding, setAdding] = useState(false)
  const [removing, setRemoving] = useState<Passkey | null>(null)
  const changed = (text: string): void => {
    setAdding(false)
    setRemoving(null)
    toast(text)
    void queryClient.invalidateQueries({ queryKey: passkeysQuery.queryKey })
  }
  if (passkeys === undefined || capabilities === undefined) {
    if (error === null) return <Spinner label={t`Loading your passkeys`} />
    return <LoadError text={problemText(error)} onRetry={() => void refetch()} />
  }
  const possible = capabilities.passkeys && browserHasPasskeys()
  return (
    <div className="flex flex-col items-start gap-4">
      {passkeys.length === 0 ? <p className="text-muted">{t`You have none yet.`}</p> : null}
      <ul className="m-0 flex w-full list-none flex-col p-0">
        {passkeys.map((passkey) => (
          <PasskeyRow key={passkey.id} passkey={passkey} onRemove={() => setRemoving(passkey)} />
        ))}
      </ul>
      {possible ? (
        <Button variant="secondary" onClick={() => setAdding(true)}>
          {t`Add a passkey`}
        </Button>
      ) : (
        <PasskeysElsewhere capabilities={capabilities} />
      )}
      {adding ? (
        <AddPasskeyDialog
          onAdded={() => changed(t`Passkey added.`)}
          onClose={() => setAdding(false)}
        />
      ) : null}
      {removing === null ? null : (
        <PasswordDialog
          title={t`Remove ${removing.name}?`}
          confirmLabel={t`Remove`}
          danger
          onConfirm={async (password) => {
            await removePasskey(removing.id, password)
            changed(t`Passkey removed.`)
          }}
          onClose={() => setRemoving(null)}
        >
          {t`It will no longer sign you in.`}
        </PasswordDialog>
      )}
    </div>
  )
}

interface PasskeyRowProps {
  readonly passkey: Passkey
  readonly onRemove: () => void
}

function PasskeyRow({ passkey, onRemove }: PasskeyRowProps): ReactNode {
  const used =
    passkey.last_used_at === null
      ? t`Not used yet`
      : t`Last used ${dateOf(new Date(passkey.last_used_at))}`
  return (
    <CredentialRow
      icon={KeyRound}
      name={passkey.name}
      about={t`Added ${dateOf(new Date(passkey.created_at))} · ${used}`}
      action={t`Remove`}
      actionLabel={t`Remove ${passkey.name}`}
      onAction={onRemove}
    />
  )
}
