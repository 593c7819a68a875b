import { type ReactNode, useEffect, useState } from 'react'
import { v7 as uuidv7 } from 'uuid'
import type { CreateSource } from '../../hooks/use-pose'
import type { Standing } from '../../lib/standing'
import { type PlanRun, afterSet, beginRun, endRun } from '../../plan/plan-run'
import { type InterruptedRun, findInterruptedRun, prepareToResume } from '../../plan/resume-run'
import { storedRun } from '../../plan/run-store'
import { useLastTime } from '../../plan/use-last-time'
import { checkpoint } from '../../session/stored/checkpoint'
import { InterruptedRunCard } from '../unfinished/interrupted-run-card'
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
  | { readonly name: 'interrupted'; readonly interrupted: InterruptedRun }
  | { readonly name: 'run'; readonly run: PlanRun; readonly record: SetRecord | null }

const SHOWN_AGAIN_MS = 30 * 60_000

/** A plan: its overview, or the question whether to continue an interrupted run; then its sets and the result. */
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
    void findInterruptedRun(Date.now()).then((interrupted) => {
      if (gone) return
      setStep(
        interrupted === null ? { name: 'overview' } : stepOf(interrupted, plan.id, Date.now()),
      )
    })
    return () => {
      gone = true
    }
  }, [plan.id])

  const goOn = (interrupted: InterruptedRun, isOver: boolean): void => {
    prepareToResume(interrupted, trainee).then(
      ({ run, record }) => {
        if (!isOver) setStep({ name: 'run', run, record })
        else setStep({ name: 'run', run: endRun(run), record: null })
      },
      (failure: unknown) => setError(failure),
    )
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
            const run = beginRun(today, uuidv7(), Date.now(), session.getState().userId)
            setStep({ name: 'run', run, record: null })
          }}
        />
      )
    case 'interrupted':
      return (
        <InterruptedRunCard
          interrupted={step.interrupted}
          error={error}
          onContinue={() => goOn(step.interrupted, false)}
          onFinish={() => goOn(withSet(step.interrupted), true)}
        />
      )
    case 'run':
      return (
        <PlanRunner
          key={step.run.id}
          first={step.run}
          earlier={step.record}
          trainee={trainee}
          standing={standing}
          signedIn={signedIn}
          createSource={createSource}
          onLeave={() => {
            storedRun.clear()
            checkpoint.clear()
            setStep({ name: 'overview' })
          }}
        />
      )
  }
}

/** After a reload, a finished run shows its result again; not if the user comes back later or for another plan. */
function stepOf(interrupted: InterruptedRun, planId: string, nowMs: number): Step {
  const { run, record } = interrupted
  const isKept = record === null && (run.unkept ?? []).length === 0
  if (run.phase.kind !== 'done' || !isKept) return { name: 'interrupted', interrupted }
  const endedMs = run.done.at(-1)?.ended_at_ms ?? 0
  if (run.plan.id === planId && nowMs - endedMs < SHOWN_AGAIN_MS) {
    return { name: 'run', run, record: null }
  }
  storedRun.clear()
  return { name: 'overview' }
}

/** The run with its interrupted set ended as it is. */
function withSet({ run, record }: InterruptedRun): InterruptedRun {
  return { run: record === null ? run : afterSet(run, record, Date.now()), record }
}
