import { zodResolver } from '@hookform/resolvers/zod'
import { t } from '@lingui/core/macro'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import { TOGETHER_KEY, makeChallenge } from '../api/together'
import { LinkDialog } from './link-dialog'
import { showServerError } from '@/account/form-errors'
import { useFormDraft } from '@/account/use-draft'
import type { NewChallenge } from '@/api/types'
import { exerciseNames, isHold } from '@/shared/lib/exercises'
import { wholeNumber } from '@/shared/lib/forms/whole-number'
import { z } from '@/shared/lib/forms/zod'
import { Alert } from '@/shared/ui/alert'
import { Button } from '@/shared/ui/button'
import { Field } from '@/shared/ui/field'
import { Input, Select } from '@/shared/ui/input'

const MAX_TARGET = 100_000

const schema = z.object({
  kind: z.enum(['most', 'first-to']),
  exercise_type: z.string(),
  target: wholeNumber(1, MAX_TARGET),
})

type Values = z.infer<typeof schema>

const EMPTY: Values = { kind: 'most', exercise_type: 'push-up', target: 100 }

/** Creates a challenge and shows its link. */
export function NewChallengeForm(): ReactNode {
  const queryClient = useQueryClient()
  const [token, setToken] = useState<string | null>(null)
  const form = useForm<Values>({ resolver: zodResolver(schema), defaultValues: EMPTY })
  useFormDraft('challenge', form)
  const { register, handleSubmit, setError, control, formState } = form
  const { errors, isSubmitting } = formState
  const hasTarget = useWatch({ control, name: 'kind' }) === 'first-to'
  const submit = handleSubmit(async ({ kind, exercise_type, target }) => {
    try {
      const type = exercise_type as NewChallenge['exercise_type']
      const aim = kind === 'first-to' ? { target } : {}
      setToken(await makeChallenge({ kind, exercise_type: type, ...aim }))
      await queryClient.invalidateQueries({ queryKey: TOGETHER_KEY })
    } catch (error) {
      showServerError(error, setError, ['target'])
    }
  })
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="grid gap-4">
      <h3 className="font-semibold">{t`A new challenge`}</h3>
      <p className="text-muted text-sm">
        {t`Everybody who joins sees the others’ usernames, and what the camera counted from joining until the end. What is entered by hand is shown beside it and does not count.`}
      </p>
      {errors.root === undefined ? null : <Alert tone="danger">{errors.root.message}</Alert>}
      <div className="grid items-start gap-3 sm:grid-cols-2">
        <Field label={t`Who wins`} className="sm:col-span-2">
          {(field) => (
            <Select {...field} {...register('kind')}>
              <option value="most">{t`Most this week`}</option>
              <option value="first-to">{t`First to a number`}</option>
            </Select>
          )}
        </Field>
        <Field label={t`Exercise`}>
          {(field) => (
            <Select {...field} {...register('exercise_type')}>
              {exerciseNames()
                .filter(([type]) => !isHold(type))
                .map(([type, name]) => (
                  <option key={type} value={type}>
                    {name}
                  </option>
                ))}
            </Select>
          )}
        </Field>
        {hasTarget ? (
          <Field label={t`How many`} hint={t`Within four weeks.`} error={errors.target?.message}>
            {(field) => (
              <Input
                {...field}
                {...register('target', { valueAsNumber: true })}
                type="number"
                inputMode="numeric"
                min={1}
              />
            )}
          </Field>
        ) : null}
      </div>
      <div>
        <Button type="submit" busy={isSubmitting}>
          {t`Create`}
        </Button>
      </div>
      {token === null ? null : <LinkDialog token={token} onClose={() => setToken(null)} />}
    </form>
  )
}
