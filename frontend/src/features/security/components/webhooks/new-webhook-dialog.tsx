import { zodResolver } from '@hookform/resolvers/zod'
import { t } from '@lingui/core/macro'
import { type ReactNode, useState } from 'react'
import { useForm } from 'react-hook-form'
import { makeWebhook } from '../../api/webhooks'
import { WEBHOOK_EVENTS, eventName } from '../../lib/webhook-words'
import { Checkbox, Checkboxes } from '../checkboxes'
import { ShownOnce } from '../shown-once'
import { showServerError } from '@/account/form-errors'
import { passwordSchema } from '@/shared/lib/forms/password'
import { z } from '@/shared/lib/forms/zod'
import { Dialog } from '@/shared/ui/dialog'
import { Field } from '@/shared/ui/field'
import { FormDialog } from '@/shared/ui/form-dialog'
import { Input } from '@/shared/ui/input'
import { PasswordInput } from '@/shared/ui/password-input'

const URL_MAX_LENGTH = 1024

const schema = z.object({
  url: z
    .url({ protocol: /^https?$/, error: () => t`Enter an address with https:// in front.` })
    .check(z.maxLength(URL_MAX_LENGTH, { error: () => t`Use a shorter address.` })),
  events: z
    .array(z.enum(WEBHOOK_EVENTS))
    .check(z.minLength(1, { error: () => t`Choose what it is notified of.` })),
  with_notes: z.boolean(),
  password: passwordSchema,
})

type Values = z.infer<typeof schema>

const FIELDS_BY_CODE = { wrong_password: 'password', webhook_host_not_allowed: 'url' } as const

interface NewWebhookDialogProps {
  readonly allowedHosts: readonly string[]
  readonly onMade: () => void
  readonly onClose: () => void
}

/** Asks for address and events, then shows the signing secret once. */
export function NewWebhookDialog({
  allowedHosts,
  onMade,
  onClose,
}: NewWebhookDialogProps): ReactNode {
  const [secret, setSecret] = useState<string | null>(null)
  const { register, handleSubmit, setError, formState } = useForm<Values>({
    resolver: zodResolver(schema),
    defaultValues: { url: '', events: [...WEBHOOK_EVENTS], with_notes: false, password: '' },
  })
  const { errors, isSubmitting } = formState
  const submit = handleSubmit(async (values) => {
    try {
      setSecret((await makeWebhook(values)).secret)
      onMade()
    } catch (error) {
      showServerError(error, setError, ['url', 'password'], FIELDS_BY_CODE)
    }
  })

  if (secret !== null) {
    return (
      <Dialog title={t`The webhook’s secret`} onClose={onClose}>
        <ShownOnce lines={[secret]} copied={t`Secret copied.`} onDone={onClose}>
          {t`Your program uses it to check that requests come from this server. It is not shown again.`}
        </ShownOnce>
      </Dialog>
    )
  }
  return (
    <FormDialog
      title={t`Add a webhook`}
      error={errors.root?.message}
      busy={isSubmitting}
      onSubmit={submit}
      onClose={onClose}
      submitText={t`Add it`}
    >
      <Field
        label={t`Address of your program`}
        hint={t`Allowed hosts: ${allowedHosts.join(', ')}`}
        error={errors.url?.message}
      >
        {(control) => (
          <Input {...control} {...register('url')} type="url" autoComplete="off" dir="ltr" />
        )}
      </Field>
      <Checkboxes
        legend={t`It is notified when a set is`}
        values={WEBHOOK_EVENTS}
        nameOf={eventName}
        input={register('events')}
        error={errors.events?.message}
      />
      <Checkbox label={t`Send my notes, too`} {...register('with_notes')} />
      <Field label={t`Your password`} error={errors.password?.message}>
        {(control) => (
          <PasswordInput {...control} {...register('password')} autoComplete="current-password" />
        )}
      </Field>
    </FormDialog>
  )
}
