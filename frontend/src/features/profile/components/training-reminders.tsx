import { t } from '@lingui/core/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { changeReminders, removeSubscription, remindersQuery } from '../api/reminders'
import { PushFailed, canShowPushes, subscribeHere, unsubscribeHere } from '../lib/push'
import { problemText } from '@/account/problem-text'
import type { ReminderChange, Reminders } from '@/api/types'
import { timeOfDay, weekdays } from '@/shared/lib/dates'
import { toast } from '@/shared/lib/toasts'
import { Field } from '@/shared/ui/field'
import { Select } from '@/shared/ui/input'
import { LoadError } from '@/shared/ui/load-error'
import { Spinner } from '@/shared/ui/spinner'
import { Switch } from '@/shared/ui/switch'

/** ISO weekdays, as in the API: 1 is Monday, 7 Sunday. */
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]
/** The server sends no reminders between 22:00 and 7:00. */
const HOURS = Array.from({ length: 15 }, (_, index) => 7 + index)

/** Turns training reminders on and off in this browser, and sets days and hour. */
export function TrainingReminders(): ReactNode {
  if (canShowPushes()) return <Setting />
  return (
    <div>
      <p className="font-semibold">{t`Remind me to train`}</p>
      <p className="text-muted text-sm">
        {t`This browser shows no reminders here. On an iPhone or iPad, add the app to the Home Screen first.`}
      </p>
    </div>
  )
}

function Setting(): ReactNode {
  const { data: reminders, error, refetch } = useQuery(remindersQuery)
  const change = useChange()
  const onOff = useOnOff(reminders)
  if (reminders === undefined) {
    if (error === null) return <Spinner label={t`Loading your reminders`} />
    return <LoadError text={problemText(error)} onRetry={() => void refetch()} />
  }
  const isOn = reminders.subscriptions.some(({ current }) => current)
  // Shows a change at once.
  const shown = change.isPending ? { ...reminders, ...change.variables } : reminders
  return (
    <div className="flex flex-col gap-4">
      <Switch
        label={t`Remind me to train`}
        hint={t`A notification in this browser, on days on which you have not trained. It is sent through the push service of the browser’s maker, which cannot read it.`}
        checked={onOff.isPending ? onOff.variables : isOn}
        onChange={(on) => onOff.mutate(on)}
      />
      {isOn ? <Times shown={shown} onChange={(changed) => change.mutate(changed)} /> : null}
    </div>
  )
}

interface TimesProps {
  readonly shown: Reminders
  readonly onChange: (change: ReminderChange) => void
}

function Times({ shown: { days, hour }, onChange }: TimesProps): ReactNode {
  return (
    <>
      <fieldset>
        <legend className="mb-1 font-semibold">{t`Days`}</legend>
        <div className="flex flex-wrap gap-x-5">
          {weekdays('short').map((name, index) => (
            <label key={name} className="flex min-h-11 items-center gap-2">
              <input
                type="checkbox"
                checked={days.includes(index + 1)}
                onChange={() => onChange({ days: toggled(days, index + 1), hour })}
                className="accent-accent-ink size-6"
              />
              {name}
            </label>
          ))}
        </div>
      </fieldset>
      <Field label={t`Time`} hint={t`In the time zone of your profile, and never at night.`}>
        {(control) => (
          <Select
            {...control}
            value={hour}
            onChange={({ target }) => onChange({ days, hour: Number(target.value) })}
          >
            {HOURS.map((each) => (
              <option key={each} value={each}>
                {timeOfDay(new Date(Date.UTC(2026, 0, 1, each)), 'UTC')}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </>
  )
}

function toggled(days: readonly number[], day: number): number[] {
  return days.includes(day) ? days.filter((each) => each !== day) : [...days, day]
}

function useChange() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: changeReminders,
    // Sequentially: of two concurrent requests the first may arrive last.
    scope: { id: 'reminders' },
    onSuccess: (changed) => queryClient.setQueryData(remindersQuery.queryKey, changed),
    onError: (problem) => toast(problemText(problem), { tone: 'danger' }),
  })
}

/** Turning it on for the first time selects every day. */
function useOnOff(reminders: Reminders | undefined) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: async (on: boolean) => {
      if (on) {
        await subscribeHere()
        if (reminders?.days.length === 0) {
          await changeReminders({ days: EVERY_DAY, hour: reminders.hour })
        }
      } else {
        const here = reminders?.subscriptions.find(({ current }) => current)
        if (here !== undefined) await removeSubscription(here.id)
        await unsubscribeHere()
      }
    },
    onError: (problem) => toast(failureText(problem), { tone: 'danger' }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: remindersQuery.queryKey }),
  })
}

function failureText(problem: Error): string {
  if (!(problem instanceof PushFailed)) return problemText(problem)
  return {
    'not-allowed': t`Notifications are blocked for this site. Allow them in the browser’s settings, then try again.`,
    'no-worker': t`The app is still being stored on this device. Try again in a moment.`,
    'no-service': t`The push service of this browser cannot be reached. Try again later, or in another browser.`,
  }[problem.reason]
}
