import { t } from '@lingui/core/macro'
import { type ReactNode, useState } from 'react'
import type { Days } from '../../lib/ranges'
import type { LocalDate } from '@/shared/lib/dates'
import { Field } from '@/shared/ui/field'
import { Input } from '@/shared/ui/input'

interface CustomRangeProps {
  readonly days: Days
  readonly today: LocalDate
  readonly onChange: (days: Days) => void
}

/** Inputs for two dates. Only a complete range that does not end before it begins is reported. */
export function CustomRange({ days, today, onChange }: CustomRangeProps): ReactNode {
  const [draft, setDraft] = useState(days)
  const reversed = draft.from > draft.to
  const set = (change: Partial<Days>): void => {
    const next = { ...draft, ...change }
    setDraft(next)
    if (next.from !== '' && next.to !== '' && next.from <= next.to) onChange(next)
  }
  return (
    <div className="mb-5 grid max-w-md grid-cols-2 items-start gap-3">
      <Field label={t`From`}>
        {(control) => (
          <Input
            {...control}
            type="date"
            value={draft.from}
            max={today}
            onChange={(event) => set({ from: event.target.value })}
          />
        )}
      </Field>
      <Field label={t`To`} error={reversed ? t`This is before “From”.` : undefined}>
        {(control) => (
          <Input
            {...control}
            type="date"
            value={draft.to}
            max={today}
            onChange={(event) => set({ to: event.target.value })}
          />
        )}
      </Field>
    </div>
  )
}
