import { t } from '@lingui/core/macro'
import { Plus } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { v7 as uuidv7 } from 'uuid'
import { useOwnPlans } from '../../plan/own-plans'
import { StepEditor } from './step-editor'
import { useDraft } from '@/account/use-draft'
import { Button } from '@/shared/ui/button'
import { Card } from '@/shared/ui/card'
import { Field } from '@/shared/ui/field'
import { Input } from '@/shared/ui/input'
import { Switch } from '@/shared/ui/switch'
import { MAX_NAME, MAX_STEPS, type Plan, type PlanStep, planSchema } from '@/workouts/plan'

interface PlanEditorProps {
  /** Null for a new plan. */
  readonly plan: Plan | null
  readonly onSaved: (id: string) => void
  readonly onRemoved: () => void
}

const FIRST_STEP: PlanStep = {
  exercise: 'push-up',
  target: { kind: 'reps', reps: 10 },
  rest: { kind: 'seconds', seconds: 60 },
  warm_up: false,
}

/** Creates or changes the user's own plan, set by set. */
export function PlanEditor({ plan, onSaved, onRemoved }: PlanEditorProps): ReactNode {
  const { keep, remove } = useOwnPlans()
  const { typed, change, forgetDraft } = useTypedPlan(plan)
  const { name, steps, adapts } = typed
  const [error, setError] = useState<string | undefined>()
  // The same id for every press on Save.
  const [id] = useState(() => plan?.id ?? uuidv7())

  const save = (): void => {
    const made = planSchema.safeParse({
      id,
      name,
      steps: steps.map(({ step }) => step),
      until_reps: null,
      adapts,
    })
    if (!made.success) {
      setError(t`Give it a name.`)
      return
    }
    keep(made.data)
    forgetDraft()
    onSaved(id)
  }

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
      className="grid max-w-2xl grid-cols-1 gap-4"
    >
      <Field label={t`Name`} error={name.trim() === '' ? error : undefined}>
        {(control) => (
          <Input
            {...control}
            value={name}
            maxLength={MAX_NAME}
            placeholder={t`Morning set`}
            onChange={(event) => change({ name: event.target.value })}
          />
        )}
      </Field>
      <Steps steps={steps} onChange={(changed) => change({ steps: changed })} />
      <Card>
        <Switch
          label={t`Raise the targets`}
          hint={t`If you did every set, a twentieth more next time: at least one rep or five seconds.`}
          checked={adapts}
          onChange={(wanted) => change({ adapts: wanted })}
        />
      </Card>
      <div className="flex flex-wrap gap-3">
        <Button type="submit" variant="accent" size="large">
          {t`Save`}
        </Button>
        {plan === null ? null : (
          <Button
            variant="ghost"
            size="large"
            onClick={() => {
              remove(plan.id)
              onRemoved()
            }}
          >
            {t`Delete`}
          </Button>
        )}
      </div>
    </form>
  )
}

interface TypedPlan {
  readonly name: string
  readonly steps: readonly KeyedStep[]
  readonly adapts: boolean
}

interface TypedPlanControl {
  readonly typed: TypedPlan
  readonly change: (change: Partial<TypedPlan>) => void
  /** Once the plan is stored. */
  readonly forgetDraft: () => void
}

/** What is typed, also again after a session that ended meanwhile. */
function useTypedPlan(plan: Plan | null): TypedPlanControl {
  const [typed, setTyped] = useState<TypedPlan>(() => ({
    name: plan?.name ?? '',
    steps: (plan?.steps ?? [FIRST_STEP]).map(keyed),
    adapts: plan?.adapts ?? true,
  }))
  const storedRef = useRef(typed)
  const forget = useDraft({
    name: `plan ${plan?.id ?? 'new'}`,
    typed: () => (typed === storedRef.current ? null : typed),
    fill: setTyped,
  })
  return {
    typed,
    change: (change) => setTyped((before) => ({ ...before, ...change })),
    forgetDraft: () => {
      storedRef.current = typed
      forget()
    },
  }
}

/** A step with a key that identifies it while it is moved. */
interface KeyedStep {
  readonly key: string
  readonly step: PlanStep
}

interface StepsProps {
  readonly steps: readonly KeyedStep[]
  readonly onChange: (steps: KeyedStep[]) => void
}

function Steps({ steps, onChange }: StepsProps): ReactNode {
  const focusNext = useFocusNext()
  const replace = (index: number, ...by: KeyedStep[]): void =>
    onChange([...steps.slice(0, index), ...by, ...steps.slice(index + 1)])
  const moveUp = (index: number): void => {
    // The first step has no button to move it up.
    if (index === 1) focusNext(steps[index]?.key)
    onChange(swapped(steps, index - 1))
  }
  return (
    <>
      <ol className="m-0 grid list-none grid-cols-1 gap-3 p-0">
        {steps.map(({ key, step }, index) => (
          <li key={key}>
            <StepEditor
              step={step}
              id={key}
              number={index + 1}
              isOnly={steps.length === 1}
              onChange={(changed) => replace(index, { key, step: changed })}
              onRemove={() => {
                focusNext((steps[index + 1] ?? steps[index - 1])?.key)
                replace(index)
              }}
              onUp={index === 0 ? null : () => moveUp(index)}
            />
          </li>
        ))}
      </ol>
      <Button
        variant="secondary"
        disabled={steps.length >= MAX_STEPS}
        onClick={() => onChange([...steps, keyed(steps.at(-1)?.step ?? FIRST_STEP)])}
      >
        <Plus aria-hidden className="size-5" />
        {t`Add a set`}
      </Button>
    </>
  )
}

/** Focuses the set with the given key after the next render, because the focused button disappears. */
function useFocusNext(): (key: string | undefined) => void {
  const nextRef = useRef<string | undefined>(undefined)
  useEffect(() => {
    if (nextRef.current !== undefined) document.getElementById(nextRef.current)?.focus()
    nextRef.current = undefined
  })
  return (key) => {
    nextRef.current = key
  }
}

function keyed(step: PlanStep): KeyedStep {
  return { key: uuidv7(), step }
}

/** The steps with the one at `index` and its successor swapped. */
function swapped(steps: readonly KeyedStep[], index: number): KeyedStep[] {
  const [first, second] = [steps[index], steps[index + 1]]
  if (first === undefined || second === undefined) return [...steps]
  return [...steps.slice(0, index), second, first, ...steps.slice(index + 2)]
}
