import { plural, t } from '@lingui/core/macro'
import { type ReactNode, useState } from 'react'
import { exerciseGuide } from '../../lib/exercise-guide'
import type { ExerciseType } from '@/engine'
import { isHold, repsText } from '@/shared/lib/exercises'
import { formatClock } from '@/shared/lib/format'
import { AloneOnScreen } from '@/shared/ui/alone-on-screen'
import { Button } from '@/shared/ui/button'
import { Card } from '@/shared/ui/card'
import { ConfirmDialog } from '@/shared/ui/confirm-dialog'
import { LinkButton } from '@/shared/ui/link-button'
import { PageHeader } from '@/shared/ui/page-header'
import type { SetRecord } from '@/workouts/record/set-record'

interface Choices {
  /** The exercise of this page. */
  readonly exercise: ExerciseType
  readonly onContinue: (record: SetRecord) => void
  readonly onFinish: (record: SetRecord) => void
  readonly onDiscard: (record: SetRecord) => void
}

/** "7 reps, 0:31" of an interrupted set. */
export function describeSet({ exercise, reps, held_ms, elapsed_ms }: SetRecord): string {
  if (isHold(exercise)) return t`${formatClock(held_ms / 1000)} held`
  return `${repsText(exercise, reps)}, ${formatClock(elapsed_ms / 1000)}`
}

/** "Push-ups: 7 reps, 0:31" */
export function nameSet(record: SetRecord): string {
  return `${exerciseGuide(record.exercise).name}: ${describeSet(record)}`
}

export function unfinishedTitle(sets: number): string {
  return plural(sets, {
    one: 'Your last set is not finished',
    other: '# sets are not finished',
  })
}

/** Asks of each set that a reload or a crash interrupted whether to continue, save or discard it. */
export function UnfinishedSets({
  records,
  ...choices
}: Choices & { readonly records: readonly SetRecord[] }): ReactNode {
  return (
    <AloneOnScreen>
      <PageHeader
        takesFocus
        title={unfinishedTitle(records.length)}
        lead={plural(records.length, {
          one: 'It was interrupted. Nothing is lost: continue it, or save it as it is.',
          other: 'They were interrupted. Nothing is lost: continue one, or save them as they are.',
        })}
      />
      <div className="grid gap-4">
        {records.map((record) => (
          <UnfinishedSet key={record.id} record={record} {...choices} />
        ))}
      </div>
    </AloneOnScreen>
  )
}

function UnfinishedSet({
  record,
  exercise,
  onContinue,
  onFinish,
  onDiscard,
}: Choices & { readonly record: SetRecord }): ReactNode {
  const [asking, setAsking] = useState(false)
  return (
    <Card data-testid="unfinished-set">
      <p className="text-muted">{exerciseGuide(record.exercise).name}</p>
      <p className="numeral mt-1 mb-6 text-4xl">{describeSet(record)}</p>
      <div className="flex flex-wrap gap-3">
        {record.exercise === exercise ? (
          <Button onClick={() => onContinue(record)}>{t`Continue`}</Button>
        ) : (
          <LinkButton to={`/train/${record.exercise}`}>{t`Continue`}</LinkButton>
        )}
        <Button variant="secondary" onClick={() => onFinish(record)}>
          {t`Finish and save`}
        </Button>
        <Button variant="ghost" onClick={() => setAsking(true)}>
          {t`Discard`}
        </Button>
      </div>
      {asking ? (
        <ConfirmDialog
          title={t`Discard this set?`}
          confirmLabel={t`Discard`}
          onConfirm={() => onDiscard(record)}
          onClose={() => setAsking(false)}
        >
          {t`${describeSet(record)} will be gone for good. If you save it, you can delete it later and undo that.`}
        </ConfirmDialog>
      ) : null}
    </Card>
  )
}
