import { t } from '@lingui/core/macro'
import { ArrowLeft, Pencil, Play } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { unlockSound } from '../../lib/sound/sound'
import type { LastTime } from '../../plan/last-time'
import { suggestedPlan } from '../../plan/next-target'
import { doneText, planSummary, restText, targetText } from '../../plan/plan-words'
import { exerciseName } from '@/shared/lib/exercises'
import { Button } from '@/shared/ui/button'
import { Card } from '@/shared/ui/card'
import { LinkButton } from '@/shared/ui/link-button'
import { PageHeader } from '@/shared/ui/page-header'
import { Switch } from '@/shared/ui/switch'
import { type Column, Table } from '@/shared/ui/table'
import type { Plan, PlanStep } from '@/workouts/plan'

interface PlanOverviewProps {
  readonly plan: Plan
  readonly last: LastTime | null
  /** Whether the plan was created on this device, and can be changed. */
  readonly isOwn: boolean
  readonly onStart: (plan: Plan) => void
}

/** The plan's sets, each beside what was done last time. */
export function PlanOverview({ plan, last, isOwn, onStart }: PlanOverviewProps): ReactNode {
  const suggestion = suggestedPlan(plan, last)
  const [wantsMore, setWantsMore] = useState(true)
  const today = wantsMore ? suggestion.plan : plan
  const begin = (): void => {
    // Browsers allow sound only after a press, and this is the last one.
    unlockSound()
    onStart(today)
  }
  return (
    <main className="mx-auto grid max-w-xl grid-cols-1 gap-4 px-4 py-6 pb-32 sm:py-10 sm:pb-32">
      <PageHeader title={plan.name} lead={planSummary(today)} />
      <Card>
        <PlanTable plan={today} last={last} />
        {suggestion.reason === null ? null : (
          <div className="border-line mt-4 border-t pt-4">
            <Switch
              label={t`Go by last time`}
              hint={suggestion.reason}
              checked={wantsMore}
              onChange={setWantsMore}
            />
          </div>
        )}
      </Card>
      <p className="text-muted text-sm">
        {t`After Start nothing has to be touched: sets begin when you are in position, and end at their target or when you leave it.`}
      </p>
      <div className="border-line bg-canvas fixed inset-x-0 bottom-0 z-10 border-t pb-[env(safe-area-inset-bottom)]">
        <div className="mx-auto flex max-w-xl gap-2 p-3">
          <LinkButton
            to="/train"
            variant="ghost"
            size="large"
            className="px-4!"
            aria-label={t`Back`}
          >
            <ArrowLeft aria-hidden className="size-5" />
          </LinkButton>
          <Button
            variant="accent"
            size="large"
            className="flex-1 px-4!"
            data-testid="start-workout"
            onClick={begin}
          >
            <Play aria-hidden className="size-5 fill-current" />
            {t`Start`}
          </Button>
          {isOwn ? (
            <LinkButton
              to={`/train/plans/${plan.id}`}
              variant="secondary"
              size="large"
              className="px-4!"
            >
              <Pencil aria-hidden className="size-5" />
              <span className="max-[400px]:sr-only">{t`Change`}</span>
            </LinkButton>
          ) : null}
        </div>
      </div>
    </main>
  )
}

type Row = PlanStep & { readonly index: number }

function PlanTable({
  plan,
  last,
}: {
  readonly plan: Plan
  readonly last: LastTime | null
}): ReactNode {
  const sets = Math.max(plan.steps.length, plan.until_reps === null ? 0 : (last?.sets.length ?? 0))
  const rows = Array.from({ length: sets }, (_, index): Row | null => {
    const step = plan.steps[index] ?? plan.steps.at(-1)
    return step === undefined ? null : { ...step, index }
  }).filter((row) => row !== null)
  const then = ({ rest, index }: Row): string =>
    index + 1 < plan.steps.length || plan.until_reps !== null ? restText(rest) : t`last set`
  const columns: readonly Column<Row>[] = [
    {
      title: t`Set`,
      cell: ({ index, warm_up }) => (warm_up ? `${index + 1} · ${t`warm-up`}` : String(index + 1)),
    },
    { title: t`Exercise`, cell: ({ exercise }) => exerciseName(exercise) },
    {
      title: t`Target`,
      // On phones the rest has no column of its own.
      cell: (row) => (
        <>
          {targetText(row.target, row.exercise)}
          <span className="text-muted block text-xs sm:hidden">{then(row)}</span>
        </>
      ),
    },
    { title: t`Then`, cell: then, wideOnly: true },
    ...(last === null ? [] : [lastColumn(last)]),
  ]
  return (
    <Table
      caption={t`The sets of this workout`}
      columns={columns}
      rows={rows}
      rowKey={({ index }) => String(index)}
    />
  )
}

function lastColumn(last: LastTime): Column<Row> {
  return {
    title: t`Last time`,
    cell: ({ index, exercise }) => {
      const set = last.sets[index]
      return set === undefined ? '–' : doneText(exercise, set)
    },
  }
}
