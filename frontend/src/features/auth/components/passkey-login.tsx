import { t } from '@lingui/core/macro'
import { useMutation, useQuery } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import type { ReactNode } from 'react'
import { loginWithPasskey } from '../api/auth'
import { capabilitiesQuery } from '@/account/capabilities'
import { PasskeyCancelled, browserHasPasskeys } from '@/account/passkeys'
import { problemText } from '@/account/problem-text'
import { toast } from '@/shared/lib/toasts'
import { Button } from '@/shared/ui/button'

/** Sign-in without a password. Renders nothing if the browser or this address does not support passkeys. */
export function PasskeyLogin(): ReactNode {
  const { data: capabilities } = useQuery(capabilitiesQuery)
  const signIn = useMutation({
    mutationFn: loginWithPasskey,
    onError: (error) => {
      if (error instanceof PasskeyCancelled) toast(t`No passkey was chosen.`)
      else toast(problemText(error), { tone: 'danger' })
    },
  })
  if (capabilities?.passkeys !== true || !browserHasPasskeys()) return null
  return (
    <div className="mt-5 flex flex-col gap-5">
      <p className="text-muted before:bg-line after:bg-line flex items-center gap-3 text-sm before:h-px before:flex-1 after:h-px after:flex-1">
        {t`or`}
      </p>
      <Button
        size="large"
        variant="secondary"
        busy={signIn.isPending}
        onClick={() => signIn.mutate()}
      >
        <KeyRound aria-hidden className="size-5" />
        {t`Sign in with a passkey`}
      </Button>
    </div>
  )
}
