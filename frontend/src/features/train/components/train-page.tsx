import { type ReactNode, useState } from 'react'
import type { CreateSource } from '../hooks/use-pose'
import { useUnfinishedSets } from '../hooks/use-unfinished-sets'
import { type Standing, bestOf } from '../lib/standing'
import { checkpoint } from '../session/stored/checkpoint'
import { LiveSet } from './live/live-set'
import { ResultBoundary } from './result/result-boundary'
import { ResultScreen } from './result/result-screen'
import { UnfinishedSets } from './unfinished/unfinished-sets'
import type { ExerciseType } from '@/engine'
import { forgetLeftEdit } from '@/workouts/outbox/left-edits'
import type { Trainee } from '@/workouts/record/finished-workout'
import type { SetRecord } from '@/workouts/record/set-record'

interface TrainPageProps {
  readonly exercise: ExerciseType
  readonly trainee: Trainee
  readonly signedIn: boolean
  readonly standing?: Standing | null
  readonly createSource?: CreateSource
}

type Step =
  | { readonly name: 'live'; readonly earlier: SetRecord | null }
  | { readonly name: 'result'; readonly record: SetRecord }

/** An exercise: interrupted sets to continue, then sets, each from the open camera to its result. */
export function TrainPage({
  exercise,
  trainee,
  signedIn,
  standing = null,
  createSource,
}: TrainPageProps): ReactNode {
  const { known, records, lookAgain } = useUnfinishedSets()
  const [step, setStep] = useState<Step | null>(null)
  /** Their results were shown here, and say what became of them. */
  const [finished, setFinished] = useState<readonly string[]>([])
  const isLeft = ({ id }: SetRecord): boolean => !finished.includes(id)
  const finish = (record: SetRecord): void => {
    setFinished((before) => [...before, record.id])
    setStep({ name: 'result', record })
  }
  const begin = (earlier: SetRecord | null): void => {
    if (earlier !== null) forgetLeftEdit(earlier.id)
    setStep({ name: 'live', earlier })
  }
  /** Each press is for the set as it is by now: another tab may have continued or saved it. */
  const take = (wanted: SetRecord, use: (record: SetRecord) => void): void => {
    void lookAgain().then((found) => {
      const record = found.find(({ id }) => id === wanted.id)
      if (record !== undefined) use(record)
    })
  }
  const again = (): void => {
    void lookAgain().then((found) => {
      if (found.some(isLeft)) setStep(null)
      else begin(null)
    })
  }
  const discard = ({ id }: SetRecord): void => {
    checkpoint.clear(id)
    forgetLeftEdit(id)
    void lookAgain()
  }

  if (!known) return null
  const left = records.filter(isLeft)
  if (step === null && left.length > 0) {
    return (
      <UnfinishedSets
        records={left}
        exercise={exercise}
        onContinue={(record) => take(record, begin)}
        onFinish={(record) => take(record, finish)}
        onDiscard={(record) => take(record, discard)}
      />
    )
  }
  if (step?.name === 'result') {
    return (
      <ResultBoundary record={step.record} trainee={trainee}>
        <ResultScreen
          record={step.record}
          trainee={trainee}
          signedIn={signedIn}
          standing={standing}
          onAgain={again}
        />
      </ResultBoundary>
    )
  }
  return (
    <LiveSet
      exercise={exercise}
      best={bestOf(standing, exercise)}
      earlier={step?.earlier ?? null}
      createSource={createSource}
      onFinish={finish}
    />
  )
}
