import { t } from '@lingui/core/macro'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { useAutosave } from '../../hooks/use-autosave'
import { useDeviceProbe } from '../../hooks/use-device-probe'
import { type FinishedSet, type Storing, useFinishedSet } from '../../hooks/use-finished-set'
import { exerciseGuide } from '../../lib/exercise-guide'
import type { SharedResult } from '../../lib/share-picture'
import { sharedSet } from '../../lib/shared-result'
import type { Standing } from '../../lib/standing'
import { checkpoint } from '../../session/stored/checkpoint'
import { BetterNext } from './better-next'
import { CountEditor } from './count-editor'
import { GuestNotice } from './guest-notice'
import { ResultBar } from './result-bar'
import { ResultFigures } from './result-figures'
import { ShareButton } from './share-button'
import { StandingNotes } from './standing-notes'
import { StoringNotice } from './storing-notice'
import { problemText } from '@/account/problem-text'
import type { WorkoutEdit } from '@/api/types'
import { amountOf } from '@/shared/lib/exercises'
import { Alert } from '@/shared/ui/alert'
import { Button } from '@/shared/ui/button'
import { Card, CardTitle } from '@/shared/ui/card'
import { ConfirmDialog } from '@/shared/ui/confirm-dialog'
import { Field } from '@/shared/ui/field'
import { TextArea } from '@/shared/ui/input'
import { LinkButton } from '@/shared/ui/link-button'
import { PageHeader } from '@/shared/ui/page-header'
import { MAX_NOTE } from '@/workouts/limits'
import { type Trainee, finishedWorkout, isEmpty } from '@/workouts/record/finished-workout'
import type { SetRecord } from '@/workouts/record/set-record'

interface ResultScreenProps {
  readonly record: SetRecord
  readonly trainee: Trainee
  readonly signedIn: boolean
  /** Bests, streak and goals from the server; null for guests. */
  readonly standing?: Standing | null
  readonly onAgain: () => void
}

/** The result of a set. It is stored at once, without a press; count and note can be changed afterwards. */
export function ResultScreen(props: ResultScreenProps): ReactNode {
  const { record, trainee, signedIn, standing = null, onAgain } = props
  const navigate = useNavigate()
  // The state before the set is stored, to compare with.
  const [before] = useState(standing)
  const [first] = useState(() => finishedWorkout(record, trainee))
  const set = useFinishedSet(first, record.owner_id)
  const [reps, setReps] = useState(first.reps_count)
  const [note, setNote] = useState('')
  const stored = set.storing !== 'not-yet' && set.storing !== 'failed'
  const worthIt = !isEmpty(record) || reps > 0
  const edit = stored || worthIt ? editOf({ reps, note }, set.workout) : null
  const goHome = (): void => void navigate('/')
  useStoreAtOnce(record, set.store)
  useDeviceProbe()
  const { workout, keep } = set
  const keepNow = useAutosave({
    workout,
    ownerId: record.owner_id,
    edit,
    isStored: isStored(set.storing),
    keep,
  })

  return (
    <main className="mx-auto grid max-w-xl grid-cols-1 gap-4 px-4 py-6 pb-32 sm:py-10 sm:pb-32">
      <PageHeader takesFocus title={titleOf(record)} lead={leadOf(record)} />
      <StoringNotice set={set} signedIn={signedIn} onRetry={() => run(set.store(edit ?? {}))} />
      <Card className="grid gap-6">
        <CountEditor record={record} reps={reps} onChange={setReps} />
        <StandingNotes
          before={before}
          now={standing}
          exercise={record.exercise}
          done={amountOf(record.exercise, { reps, seconds: record.held_ms / 1000 })}
        />
        <ResultFigures record={record} reps={reps} trainee={trainee} signedIn={signedIn} />
      </Card>
      {stored ? (
        <div className="flex flex-wrap gap-2 *:px-4!">
          <StoredActions set={set} shared={sharedSet(record, reps)} onDeleted={goHome} />
        </div>
      ) : null}
      <BetterNext setIds={[record.id]} />
      {isEmpty(record) ? <WhatCounts record={record} /> : null}
      <Card className="grid gap-3">
        <Field label={t`Note`}>
          {(control) => (
            <TextArea
              {...control}
              value={note}
              maxLength={MAX_NOTE}
              placeholder={t`How did it go?`}
              onChange={(event) => setNote(event.target.value)}
            />
          )}
        </Field>
        {set.error !== null && set.storing !== 'failed' ? (
          <Alert tone="danger">{problemText(set.error)}</Alert>
        ) : null}
        <p className="text-muted text-sm">{t`Changes are saved as you make them.`}</p>
      </Card>
      {signedIn || !stored ? null : <GuestNotice waits={set.storing !== 'at-server'} />}
      <ResultBar>
        <Button variant="accent" size="large" onClick={() => run(keepNow(), onAgain)}>
          {t`Another set`}
        </Button>
        <Button variant="secondary" size="large" onClick={() => run(keepNow(), goHome)}>
          {t`Done`}
        </Button>
      </ResultBar>
    </main>
  )
}

/** For whoever did some, and wonders why none was counted. */
function WhatCounts({ record }: { readonly record: SetRecord }): ReactNode {
  const { counts, setUp } = exerciseGuide(record.exercise)
  return (
    <Card aria-labelledby="counts-title">
      <CardTitle id="counts-title">{t`What counts`}</CardTitle>
      <p className="mt-2">{counts}</p>
      <ul className="text-muted mt-2 grid list-disc gap-1 ps-5 text-sm">
        {setUp.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Card>
  )
}

function isStored(storing: Storing): boolean {
  return !['not-yet', 'storing', 'failed'].includes(storing)
}

/** Continue after some work. Its errors are shown from the mutation's state. */
function run(work: Promise<void>, then: () => void = () => undefined): void {
  work.then(then, () => undefined)
}

interface StoredActionsProps {
  readonly set: FinishedSet
  readonly shared: SharedResult
  readonly onDeleted: () => void
}

function StoredActions({ set, shared, onDeleted }: StoredActionsProps): ReactNode {
  const [asking, setAsking] = useState(false)
  return (
    <>
      <ShareButton result={shared} />
      <LinkButton variant="secondary" to={`/history/${set.workout.id}`}>
        {t`Rep by rep`}
      </LinkButton>
      <Button variant="danger" onClick={() => setAsking(true)}>
        {t`Delete`}
      </Button>
      {asking ? (
        <ConfirmDialog
          title={t`Delete this set?`}
          confirmLabel={t`Delete`}
          busy={set.busy}
          onConfirm={() => run(set.discard(), onDeleted)}
          onClose={() => setAsking(false)}
        >
          {t`It will be removed from your history and statistics. You can undo this for a moment.`}
        </ConfirmDialog>
      ) : null}
    </>
  )
}

/** Stores the set as soon as the screen is mounted; a set without repetitions is dropped. */
function useStoreAtOnce(record: SetRecord, store: () => Promise<void>): void {
  const begunRef = useRef(false)

  useEffect(() => {
    if (begunRef.current) return
    begunRef.current = true
    if (isEmpty(record)) checkpoint.clear(record.id)
    else store().catch(() => undefined)
  }, [record, store])
}

interface Editable {
  readonly reps: number
  readonly note: string
}

/** The user's changes since the workout was stored, or null. */
function editOf(
  { reps, note }: Editable,
  workout: { reps_count: number; note?: string | null },
): WorkoutEdit | null {
  const text = note.trim()
  const edit = {
    ...(reps === workout.reps_count ? {} : { reps_count: reps }),
    ...(text === (workout.note ?? '') ? {} : { note: text === '' ? null : text }),
  }
  return Object.keys(edit).length === 0 ? null : edit
}

function titleOf(record: SetRecord): string {
  if (isEmpty(record)) return t`Nothing was counted`
  return t`${exerciseGuide(record.exercise).name}: done`
}

function leadOf(record: SetRecord): string {
  return isEmpty(record)
    ? t`If you did some, enter the number.`
    : t`Well done. Is the number right?`
}
