import { t } from '@lingui/core/macro'
import { Minus, Plus } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import { isHold, repsWord } from '@/shared/lib/exercises'
import { formatClock } from '@/shared/lib/format'
import { Button } from '@/shared/ui/button'
import { Field } from '@/shared/ui/field'
import { IconButton } from '@/shared/ui/icon-button'
import { Input } from '@/shared/ui/input'
import { MAX_REPS } from '@/workouts/limits'
import { hardToSeeText, tooShallowText } from '@/workouts/record/left-out'
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
      <Offers record={record} reps={reps} onChange={change} />
      <p className="text-muted text-center text-sm empty:hidden">
        {hardToSeeText(record.reps, record.refused)}
      </p>
      <TypedNumber reps={reps} onChange={change} />
    </div>
  )
}

type EditedNumber = Pick<CountEditorProps, 'reps' | 'onChange'>

function TypedNumber({ reps, onChange }: EditedNumber): ReactNode {
  const fieldRef = useRef<HTMLInputElement>(null)
  // What stands in the field while it is typed: an empty one is no number yet.
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <details
      className="w-full max-w-60 text-center"
      onToggle={({ currentTarget }) => {
        if (!currentTarget.open) return
        fieldRef.current?.focus()
        fieldRef.current?.select()
      }}
    >
      <summary className="tap text-muted cursor-pointer py-1 text-sm underline underline-offset-4">
        {t`Type the number`}
      </summary>
      <Field label={t`Number`} className="mt-3 text-start">
        {(control) => (
          <Input
            {...control}
            ref={fieldRef}
            type="number"
            inputMode="numeric"
            min={0}
            max={MAX_REPS}
            value={typed ?? reps}
            onBlur={() => setTyped(null)}
            onChange={({ target: { value } }) => {
              setTyped(value)
              if (value !== '') onChange(Math.trunc(Number(value)))
            }}
          />
        )}
      </Field>
    </details>
  )
}

/** Other counts to take at a press: the camera's own again, or the one with what it left out. */
function Offers({ record, reps, onChange }: CountEditorProps): ReactNode {
  return offersOf(record, reps).map(({ text, count }) => (
    <div
      key={text}
      className="bg-sunken flex flex-wrap items-center justify-center gap-3 rounded-2xl p-3 text-sm"
    >
      {text}
      <Button size="small" variant="secondary" onClick={() => onChange(count)}>
        {t`Use ${count}`}
      </Button>
    </div>
  ))
}

interface Offer {
  readonly text: string
  readonly count: number
}

function offersOf(record: SetRecord, reps: number): readonly Offer[] {
  const { second_opinion: other, reps: counted } = record
  if (reps !== counted) return [{ text: t`The camera counted ${counted}.`, count: counted }]
  const offers: Offer[] = []
  if (other !== null && other !== reps)
    offers.push({ text: t`Seen as a whole, the set may have been ${other}.`, count: other })
  const tooShallow = tooShallowText(record.exercise, record.refused)
  if (tooShallow !== null)
    offers.push({ text: tooShallow, count: counted + (record.refused['too-shallow'] ?? 0) })
  return offers
}
