import { t } from '@lingui/core/macro'
import { ArrowUp, Trash2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { EXERCISE_TYPES, isHold } from '@/shared/lib/exercises'
import { Card } from '@/shared/ui/card'
import { ExerciseOptions } from '@/shared/ui/exercise-options'
import { Field } from '@/shared/ui/field'
import { IconButton } from '@/shared/ui/icon-button'
import { Input, Select } from '@/shared/ui/input'
import { Switch } from '@/shared/ui/switch'
import {
  MAX_REST_SECONDS,
  MAX_TARGET_REPS,
  MAX_TARGET_SECONDS,
  type PlanStep,
  type Rest,
  type SetTarget,
} from '@/workouts/plan'

interface StepEditorProps {
  readonly step: PlanStep
  readonly number: number
  /** The id of the fieldset, which can be focused. */
  readonly id: string
  readonly isOnly: boolean
  readonly onChange: (step: PlanStep) => void
  readonly onRemove: () => void
  /** Null for the first step. */
  readonly onUp: (() => void) | null
}

const TARGETS: Readonly<Record<SetTarget['kind'], SetTarget>> = {
  reps: { kind: 'reps', reps: 10 },
  seconds: { kind: 'seconds', seconds: 60 },
  open: { kind: 'open' },
}
const RESTS: Readonly<Record<Rest['kind'], Rest>> = {
  seconds: { kind: 'seconds', seconds: 60 },
  return: { kind: 'return' },
  every: { kind: 'every', seconds: 60 },
}

/** One set of a plan: exercise, target, rest. */
export function StepEditor(props: StepEditorProps): ReactNode {
  const { step, number, id, isOnly, onChange, onRemove, onUp } = props
  return (
    <Card
      id={id}
      tabIndex={-1}
      role="group"
      aria-label={t`Set ${number}`}
      className="grid grid-cols-1 gap-3 p-4"
    >
      <div className="flex items-center gap-1">
        <p className="flex-1 font-bold">{t`Set ${number}`}</p>
        {onUp === null ? null : (
          <IconButton label={t`Move set ${number} up`} onClick={onUp}>
            <ArrowUp aria-hidden className="size-5" />
          </IconButton>
        )}
        {isOnly ? null : (
          <IconButton label={t`Remove set ${number}`} onClick={onRemove}>
            <Trash2 aria-hidden className="size-5" />
          </IconButton>
        )}
      </div>
      <Field label={t`Exercise`}>
        {(control) => (
          <Select
            {...control}
            value={step.exercise}
            onChange={({ target }) => onChange(withExercise(step, target.value))}
          >
            <ExerciseOptions />
          </Select>
        )}
      </Field>
      <TargetFields step={step} onChange={onChange} />
      <RestFields step={step} onChange={onChange} />
      <Switch
        label={t`Warm-up`}
        hint={t`The workout's total leaves it out.`}
        checked={step.warm_up}
        onChange={(warm_up) => onChange({ ...step, warm_up })}
      />
    </Card>
  )
}

type FieldsProps = Pick<StepEditorProps, 'step' | 'onChange'>

function TargetFields({ step, onChange }: FieldsProps): ReactNode {
  const { target, exercise } = step
  const change = (changed: SetTarget): void => onChange({ ...step, target: changed })
  return (
    <div className="grid grid-cols-2 gap-3 max-[17rem]:grid-cols-1">
      <Field label={t`Target`}>
        {(control) => (
          <Select
            {...control}
            value={target.kind}
            onChange={(event) => change(TARGETS[event.target.value as SetTarget['kind']])}
          >
            {isHold(exercise) ? null : <option value="reps">{t`Reps`}</option>}
            <option value="seconds">{t`Time`}</option>
            <option value="open">{t`Maximum`}</option>
          </Select>
        )}
      </Field>
      {target.kind === 'reps' ? (
        <NumberField
          label={t`Reps`}
          value={target.reps}
          most={MAX_TARGET_REPS}
          onChange={(reps) => change({ kind: 'reps', reps })}
        />
      ) : null}
      {target.kind === 'seconds' ? (
        <NumberField
          label={t`Seconds`}
          value={target.seconds}
          most={MAX_TARGET_SECONDS}
          onChange={(seconds) => change({ kind: 'seconds', seconds })}
        />
      ) : null}
    </div>
  )
}

function RestFields({ step, onChange }: FieldsProps): ReactNode {
  const { rest } = step
  const change = (changed: Rest): void => onChange({ ...step, rest: changed })
  return (
    <div className="grid grid-cols-2 gap-3 max-[17rem]:grid-cols-1">
      <Field label={t`Rest after it`}>
        {(control) => (
          <Select
            {...control}
            value={rest.kind}
            onChange={(event) => change(RESTS[event.target.value as Rest['kind']])}
          >
            <option value="seconds">{t`Timer`}</option>
            <option value="return">{t`On return`}</option>
            <option value="every">{t`Interval`}</option>
          </Select>
        )}
      </Field>
      {rest.kind === 'return' ? null : (
        <NumberField
          label={rest.kind === 'every' ? t`Seconds, start to start` : t`Seconds`}
          value={rest.seconds}
          least={rest.kind === 'every' ? 1 : 0}
          most={MAX_REST_SECONDS}
          onChange={(seconds) => change({ ...rest, seconds })}
        />
      )}
    </div>
  )
}

interface NumberFieldProps {
  readonly label: string
  readonly value: number
  readonly least?: number
  readonly most: number
  readonly onChange: (value: number) => void
}

/** An input whose reported value is always a valid integer, whatever is being typed. */
function NumberField({ label, value, least = 1, most, onChange }: NumberFieldProps): ReactNode {
  // Keep an emptied field empty: an inserted 1 would precede what is typed next.
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <Field label={label}>
      {(control) => (
        <Input
          {...control}
          type="number"
          inputMode="numeric"
          min={least}
          max={most}
          value={typed ?? value}
          onFocus={(event) => event.target.select()}
          onChange={({ target }) => {
            setTyped(target.value)
            const number = Math.trunc(target.valueAsNumber)
            if (!Number.isNaN(number)) onChange(Math.min(most, Math.max(least, number)))
          }}
          onBlur={() => setTyped(null)}
        />
      )}
    </Field>
  )
}

/** Holds have no target of repetitions. */
function withExercise(step: PlanStep, value: string): PlanStep {
  const exercise = EXERCISE_TYPES.find((type) => type === value) ?? step.exercise
  const isImpossible = isHold(exercise) && step.target.kind === 'reps'
  return { ...step, exercise, target: isImpossible ? TARGETS.seconds : step.target }
}
