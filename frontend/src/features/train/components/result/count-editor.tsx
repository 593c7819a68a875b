import { t } from '@lingui/core/macro'
import { Minus, Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import { isHold, repsWord } from '@/shared/lib/exercises'
import { formatClock } from '@/shared/lib/format'
import { Button } from '@/shared/ui/button'
import { Field } from '@/shared/ui/field'
import { IconButton } from '@/shared/ui/icon-button'
import { Input } from '@/shared/ui/input'
import { MAX_REPS } from '@/workouts/limits'
import type { SetRecord } from '@/workouts/record/set-record'

interface CountEditorProps {
  readonly record: SetRecord
  readonly reps: number
  readonly onChange: (reps: number) => void
}

/** Corrects the count: the user knows better than the camera. The camera's count is stored as well. */
export function CountEditor({ record, reps, onChange }: CountEditorProps): ReactNode {
  if (isHold(record.exercise)) {
    return (
      <p className="text-center">
        <span translate="no" className="numeral block text-8xl">
          {formatClock(record.held_ms / 1000)}
        </span>
        <span className="text-muted">{t`held`}</span>
      </p>
    )
  }
  const change = (value: number): void => onChange(Math.min(MAX_REPS, Math.max(0, value)))
  return (
    <div className="grid justify-items-center gap-3">
      <div className="flex items-center gap-4">
        <IconButton label={t`One less`} onClick={() => change(reps - 1)} disabled={reps === 0}>
          <Minus aria-hidden className="size-7" />
        </IconButton>
        <p className="text-center">
          <span data-testid="rep-count" translate="no" className="numeral block text-8xl">
            {reps}
          </span>
          <span className="text-muted">{repsWord(record.exercise, reps)}</span>
        </p>
        <IconButton label={t`One more`} onClick={() => change(reps + 1)}>
          <Plus aria-hidden className="size-7" />
        </IconButton>
      </div>
      <SecondOpinion record={record} reps={reps} onChange={change} />
      <details className="w-full max-w-60 text-center">
        <summary className="tap text-muted cursor-pointer py-1 text-sm underline underline-offset-4">
          {t`Type the number`}
        </summary>
        <Field label={t`Number`} className="mt-3 text-start">
          {(control) => (
            <Input
              {...control}
              type="number"
              inputMode="numeric"
              min={0}
              max={MAX_REPS}
              value={reps}
              onChange={(event) => change(Math.trunc(Number(event.target.value)))}
            />
          )}
        </Field>
      </details>
    </div>
  )
}

/** Offers the count from the analysis of the whole set, if it differs. */
function SecondOpinion({ record, reps, onChange }: CountEditorProps): ReactNode {
  const { second_opinion: other, reps: counted } = record
  if (reps !== counted)
    return <p className="text-muted text-sm">{t`The camera counted ${counted}.`}</p>
  if (other === null || other === reps) return null
  return (
    <div className="bg-sunken flex flex-wrap items-center justify-center gap-3 rounded-2xl p-3 text-sm">
      {t`Seen as a whole, the set may have been ${other}.`}
      <Button size="small" variant="secondary" onClick={() => onChange(other)}>
        {t`Use ${other}`}
      </Button>
    </div>
  )
}
