import { zodResolver } from '@hookform/resolvers/zod'
import { t } from '@lingui/core/macro'
import { QRCodeSVG } from 'qrcode.react'
import type { ReactNode } from 'react'
import { useForm } from 'react-hook-form'
import { confirmTotp } from '../../api/security'
import { showServerError } from '@/account/form-errors'
import type { NewTotp } from '@/api/types'
import { z } from '@/shared/lib/forms/zod'
import { Alert } from '@/shared/ui/alert'
import { Button } from '@/shared/ui/button'
import { Field } from '@/shared/ui/field'
import { Input } from '@/shared/ui/input'

const schema = z.object({
  code: z.string().check(z.trim(), z.minLength(1, { error: () => t`Enter the code.` })),
})

type Values = z.infer<typeof schema>

const FIELDS_BY_CODE = { code_wrong: 'code' } as const

interface TotpSetupProps {
  readonly totp: NewTotp
  readonly onDone: (recoveryCodes: string[]) => void
}

/** Shows the secret as a QR code and as text, and asks for the first code. */
export function TotpSetup({ totp, onDone }: TotpSetupProps): ReactNode {
  const { register, handleSubmit, setError, formState } = useForm<Values>({
    resolver: zodResolver(schema),
    defaultValues: { code: '' },
  })
  const { errors, isSubmitting } = formState

  const submit = handleSubmit(async ({ code }) => {
    try {
      onDone(await confirmTotp(code))
    } catch (error) {
      showServerError(error, setError, ['code'], FIELDS_BY_CODE)
    }
  })

  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
      <p className="text-muted">{t`Scan this with an authenticator app, or type the key into it.`}</p>
      <div className="flex flex-col items-center gap-3">
        {/* White background in both themes: scanners need dark on light. */}
        <div className="rounded-control bg-white p-3">
          <QRCodeSVG value={totp.uri} size={176} title={t`QR code for your authenticator app`} />
        </div>
        <code className="text-center text-sm" aria-label={t`Key`}>
          {grouped(totp.secret)}
        </code>
      </div>
      {errors.root === undefined ? null : <Alert tone="danger">{errors.root.message}</Alert>}
      <Field
        label={t`Code`}
        hint={t`The six digits that the app shows now.`}
        error={errors.code?.message}
      >
        {(control) => (
          <Input
            {...control}
            {...register('code')}
            inputMode="numeric"
            autoComplete="one-time-code"
          />
        )}
      </Field>
      <Button type="submit" size="large" busy={isSubmitting}>
        {t`Turn on`}
      </Button>
    </form>
  )
}

function grouped(secret: string): string {
  return secret.replace(/(.{4})(?=.)/g, '$1 ')
}
