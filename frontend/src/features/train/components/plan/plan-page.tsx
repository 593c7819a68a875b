import { type ReactNode, useEffect, useState } from 'react'
import { v7 as uuidv7 } from 'uuid'
import type { CreateSource } from '../../hooks/use-pose'
import type { Standing } from '../../lib/standing'
import {
  type InterruptedTraining,
  findInterruptedTrainings,
  prepareToResume,
  withSetEnded,
} from '../../plan/resume-training'
import { storedTrainings } from '../../plan/stored-trainings'
import { type Training, beginTraining, endTraining } from '../../plan/training'
import { useLastTime } from '../../plan/use-last-time'
import { InterruptedTrainingCard } from '../unfinished/interrupted-training-card'
import { PlanOverview } from './plan-overview'
import { PlanRunner } from './plan-runner'
import { session } from '@/api/session'
import type { Plan } from '@/workouts/plan'
import type { Trainee } from '@/workouts/record/finished-workout'
import type { SetRecord } from '@/workouts/record/set-record'

interface PlanPageProps {
  readonly plan: Plan
  readonly isOwn: boolean
  readonly trainee: Trainee
  readonly standing: Standing | null
  readonly signedIn: boolean
  readonly createSource?: CreateSource
}

type Step =
  | { readonly name: 'looking' }
  | { readonly name: 'overview' }
  | { readonly name: 'interrupted'; readonly interrupted: InterruptedTraining }
  | { readonly name: 'training'; readonly training: Training; readonly record: SetRecord | null }

const SHOWN_AGAIN_MS = 30 * 60_000

/** A plan: its overview, or the question whether to continue an interrupted training; then its sets and the result. */
export function PlanPage({
  plan,
  isOwn,
  trainee,
  standing,
  signedIn,
  createSource,
}: PlanPageProps): ReactNode {
  const [step, setStep] = useState<Step>({ name: 'looking' })
  const [error, setError] = useState<unknown>(null)
  const last = useLastTime(plan.id)

  useEffect(() => {
    let gone = false
    void findInterruptedTrainings(Date.now()).then((interrupted) => {
      if (!gone) setStep(firstStep(interrupted, plan.id, Date.now()))
    })
    return () => {
      gone = true
    }
  }, [plan.id])

  const goOn = (shown: InterruptedTraining, isOver: boolean): void => {
    prepared(shown, isOver, trainee).then(setStep, (failure: unknown) => setError(failure))
  }

  switch (step.name) {
    case 'looking':
      return null
    case 'overview':
      return (
        <PlanOverview
          plan={plan}
          last={last}
          isOwn={isOwn}
          onStart={(today) => {
            const training = beginTraining(today, uuidv7(), Date.now(), session.getState().userId)
            setStep({ name: 'training', training, record: null })
          }}
        />
      )
    case 'interrupted':
      return (
        <InterruptedTrainingCard
          interrupted={step.interrupted}
          error={error}
          onContinue={() => goOn(step.interrupted, false)}
          onFinish={() => goOn(step.interrupted, true)}
        />
      )
    case 'training':
      return (
        <PlanRunner
          key={step.training.id}
          first={step.training}
          earlier={step.record}
          trainee={trainee}
          standing={standing}
          signedIn={signedIn}
          createSource={createSource}
          onLeave={() => setStep({ name: 'overview' })}
        />
      )
  }
}

/**
 * After a reload, a finished training shows its result again; not if the user comes back later or for another plan. Of
 * several trainings the latest comes first, and the others at later visits.
 */
function firstStep(found: readonly InterruptedTraining[], planId: string, nowMs: number): Step {
  for (const interrupted of found) {
    const { training, record, ended } = interrupted
    const isKept = record === null && ended.length === 0 && (training.unkept ?? []).length === 0
    if (training.phase.kind !== 'done' || !isKept) return { name: 'interrupted', interrupted }
    const endedMs = training.done.at(-1)?.ended_at_ms ?? 0
    if (training.plan.id === planId && nowMs - endedMs < SHOWN_AGAIN_MS) {
      return { name: 'training', training, record: null }
    }
    storedTrainings.clear(training.id)
  }
  return { name: 'overview' }
}

/** The training as it is by now: another tab may have continued it since it was shown. */
async function prepared(
  shown: InterruptedTraining,
  isOver: boolean,
  trainee: Trainee,
): Promise<Step> {
  const nowMs = Date.now()
  const found = await findInterruptedTrainings(nowMs)
  const current = found.find(({ training }) => training.id === shown.training.id)
  if (current === undefined) return firstStep(found, shown.training.plan.id, nowMs)
  const taken = isOver ? withSetEnded(current, nowMs) : current
  const { training, record } = await prepareToResume(taken, trainee)
  return isOver
    ? { name: 'training', training: endTraining(training), record: null }
    : { name: 'training', training, record }
}
