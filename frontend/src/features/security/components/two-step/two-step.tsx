import { t } from '@lingui/core/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { beginTotp, renewRecoveryCodes, secondFactorQuery, turnOffTotp } from '../../api/security'
import { RecoveryCodes } from './recovery-codes'
import { TotpSetup } from './totp-setup'
import { meQuery } from '@/account/me'
import { PasswordDialog } from '@/account/password-dialog'
import { problemText } from '@/account/problem-text'
import type { NewTotp } from '@/api/types'
import { toast } from '@/shared/lib/toasts'
import { Button } from '@/shared/ui/button'
import { Dialog } from '@/shared/ui/dialog'
import { LoadError } from '@/shared/ui/load-error'
import { Spinner } from '@/shared/ui/spinner'

type Step =
  | { readonly name: 'begin' | 'turn-off' | 'renew' }
  | { readonly name: 'scan'; readonly totp: NewTotp }
  | { readonly name: 'codes'; readonly codes: string[] }

/** Two-step sign-in with an authenticator app: on, off, and its recovery codes. */
export function TwoStep(): ReactNode {
  const { data, error, refetch } = useQuery(secondFactorQuery)
  const [step, setStep] = useState<Step | null>(null)
  if (data === undefined) {
    if (error === null) return <Spinner label={t`Loading two-step sign-in`} />
    return <LoadError text={problemText(error)} onRetry={() => void refetch()} />
  }
  return (
    <div className="flex flex-col gap-4">
      <p className="text-muted">
        {data.is_on
          ? t`On. Signing in with your password also needs a code from your app. Recovery codes left: ${data.recovery_codes_left}.`
          : t`Off. When it is on, signing in with your password also needs a code from an authenticator app.`}
      </p>
      <div className="flex flex-wrap gap-3">
        {data.is_on ? (
          <>
            <Button variant="secondary" onClick={() => setStep({ name: 'renew' })}>
              {t`New recovery codes`}
            </Button>
            <Button variant="danger" onClick={() => setStep({ name: 'turn-off' })}>
              {t`Turn off`}
            </Button>
          </>
        ) : (
          <Button
            variant="secondary"
            className="max-sm:whitespace-normal"
            onClick={() => setStep({ name: 'begin' })}
          >
            {t`Set up two-step sign-in`}
          </Button>
        )}
      </div>
      {step === null ? null : <StepDialog step={step} onStep={setStep} />}
    </div>
  )
}

interface StepDialogProps {
  readonly step: Step
  readonly onStep: (step: Step | null) => void
}

function StepDialog({ step, onStep }: StepDialogProps): ReactNode {
  const queryClient = useQueryClient()
  const close = (): void => onStep(null)
  const changed = async (): Promise<void> => {
    await queryClient.invalidateQueries({ queryKey: secondFactorQuery.queryKey })
    await queryClient.invalidateQueries({ queryKey: meQuery.queryKey })
  }
  const showCodes = async (codes: string[]): Promise<void> => {
    onStep({ name: 'codes', codes })
    await changed()
  }

  switch (step.name) {
    case 'begin':
      return (
        <PasswordDialog
          title={t`Set up two-step sign-in`}
          confirmLabel={t`Continue`}
          onConfirm={async (password) => onStep({ name: 'scan', totp: await beginTotp(password) })}
          onClose={close}
        >
          {t`You need an authenticator app, on your phone for example.`}
        </PasswordDialog>
      )
    case 'scan':
      return (
        <Dialog title={t`Set up two-step sign-in`} onClose={close}>
          <TotpSetup totp={step.totp} onDone={(codes) => void showCodes(codes)} />
        </Dialog>
      )
    case 'codes':
      return (
        <Dialog title={t`Your recovery codes`} onClose={close}>
          <RecoveryCodes codes={step.codes} onDone={close} />
        </Dialog>
      )
    case 'renew':
      return (
        <PasswordDialog
          title={t`New recovery codes?`}
          confirmLabel={t`Create new codes`}
          onConfirm={async (password) => showCodes(await renewRecoveryCodes(password))}
          onClose={close}
        >
          {t`The codes that you have now will no longer work.`}
        </PasswordDialog>
      )
    case 'turn-off':
      return (
        <PasswordDialog
          title={t`Turn two-step sign-in off?`}
          confirmLabel={t`Turn off`}
          danger
          onConfirm={async (password) => {
            await turnOffTotp(password)
            close()
            toast(t`Two-step sign-in is off.`)
            await changed()
          }}
          onClose={close}
        >
          {t`Your password alone will sign you in, and the recovery codes will no longer work.`}
        </PasswordDialog>
      )
  }
}
