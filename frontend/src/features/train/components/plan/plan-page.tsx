import { type ReactNode, useEffect, useState } from 'react'
import { v7 as uuidv7 } from 'uuid'
import type { CreateSource } from '../../hooks/use-pose'
import type { Standing } from '../../lib/standing'
import { type PlanRun, beginRun, endRun } from '../../plan/plan-run'
import {
  type InterruptedRun,
  findInterruptedRuns,
  prepareToResume,
  withSetEnded,
} from '../../plan/resume-run'
import { storedRuns } from '../../plan/run-store'
import { useLastTime } from '../../plan/use-last-time'
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
    void findInterruptedRuns(Date.now()).then((interrupted) => {
      if (!gone) setStep(firstStep(interrupted, plan.id, Date.now()))
    })
    return () => {
      gone = true
    }
  }, [plan.id])

  const goOn = (shown: InterruptedRun, isOver: boolean): void => {
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
          onFinish={() => goOn(step.interrupted, true)}
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
          onLeave={() => setStep({ name: 'overview' })}
        />
      )
  }
}

/**
 * After a reload, a finished run shows its result again; not if the user comes back later or for another plan. Of several
 * runs the latest comes first, and the others at later visits.
 */
function firstStep(found: readonly InterruptedRun[], planId: string, nowMs: number): Step {
  for (const interrupted of found) {
    const { run, record, ended } = interrupted
    const isKept = record === null && ended.length === 0 && (run.unkept ?? []).length === 0
    if (run.phase.kind !== 'done' || !isKept) return { name: 'interrupted', interrupted }
    const endedMs = run.done.at(-1)?.ended_at_ms ?? 0
    if (run.plan.id === planId && nowMs - endedMs < SHOWN_AGAIN_MS) {
      return { name: 'run', run, record: null }
    }
    storedRuns.clear(run.id)
  }
  return { name: 'overview' }
}

/** The run as it is by now: another tab may have continued it since it was shown. */
async function prepared(shown: InterruptedRun, isOver: boolean, trainee: Trainee): Promise<Step> {
  const nowMs = Date.now()
  const found = await findInterruptedRuns(nowMs)
  const current = found.find(({ run }) => run.id === shown.run.id)
  if (current === undefined) return firstStep(found, shown.run.plan.id, nowMs)
  const taken = isOver ? withSetEnded(current, nowMs) : current
  const { run, record } = await prepareToResume(taken, trainee)
  return isOver ? { name: 'run', run: endRun(run), record: null } : { name: 'run', run, record }
}
