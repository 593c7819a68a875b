import { type ReactNode, useState } from 'react'
import type { CreateSource } from '../hooks/use-pose'
import { useUnfinishedSet } from '../hooks/use-unfinished-set'
import { type Standing, bestOf } from '../lib/standing'
import { checkpoint } from '../session/stored/checkpoint'
import { LiveTraining } from './live/live-training'
import { ResultBoundary } from './result/result-boundary'
import { ResultScreen } from './result/result-screen'
import { UnfinishedSetCard } from './unfinished/unfinished-set-card'
import type { ExerciseType } from '@/engine'
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

/** An exercise: an interrupted set to continue, then sets, each from the open camera to its result. */
export function TrainPage({
  exercise,
  trainee,
  signedIn,
  standing = null,
  createSource,
}: TrainPageProps): ReactNode {
  const unfinished = useUnfinishedSet()
  const [step, setStep] = useState<Step | null>(null)
  const finish = (record: SetRecord): void => setStep({ name: 'result', record })
  const begin = (earlier: SetRecord | null): void => setStep({ name: 'live', earlier })

  if (!unfinished.known) return null
  if (step === null && unfinished.record !== null) {
    return (
      <UnfinishedSetCard
        record={unfinished.record}
        exercise={exercise}
        onContinue={begin}
        onFinish={finish}
        onDiscard={() => {
          checkpoint.clear()
          begin(null)
        }}
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
          onAgain={() => begin(null)}
        />
      </ResultBoundary>
    )
  }
  return (
    <LiveTraining
      exercise={exercise}
      best={bestOf(standing, exercise)}
      earlier={step?.earlier ?? null}
      createSource={createSource}
      onFinish={finish}
    />
  )
}
