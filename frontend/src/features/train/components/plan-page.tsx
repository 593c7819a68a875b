import { type ReactNode, useEffect, useState } from 'react'
import { v7 as uuidv7 } from 'uuid'
import type { CreateSource } from '../hooks/use-pose'
import type { Standing } from '../lib/standing'
import { type PlanRun, afterSet, beginRun, endRun } from '../plan/plan-run'
import { keptRun } from '../plan/run-store'
import { type BrokenOff, brokenOffRun, takeUp } from '../plan/take-up'
import { useLastTime } from '../plan/use-last-time'
import { checkpoint } from '../session/checkpoint'
import { BrokenOffCard } from './broken-off-card'
import { PlanOverview } from './plan-overview'
import { PlanRunner } from './plan-runner'
import type { Trainee } from '@/workouts/finished-workout'
import type { Plan } from '@/workouts/plan'
import type { SetRecord } from '@/workouts/set-record'

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
  | { readonly name: 'broken-off'; readonly brokenOff: BrokenOff }
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
    void brokenOffRun(Date.now()).then((brokenOff) => {
      if (gone) return
      setStep(brokenOff === null ? { name: 'overview' } : stepOf(brokenOff, plan.id, Date.now()))
    })
    return () => {
      gone = true
    }
  }, [plan.id])

  const goOn = (brokenOff: BrokenOff, isOver: boolean): void => {
    takeUp(brokenOff, trainee).then(
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
            setStep({ name: 'run', run: beginRun(today, uuidv7(), Date.now()), record: null })
          }}
        />
      )
    case 'broken-off':
      return (
        <BrokenOffCard
          brokenOff={step.brokenOff}
          error={error}
          onContinue={() => goOn(step.brokenOff, false)}
          onFinish={() => goOn(withSet(step.brokenOff), true)}
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
            keptRun.clear()
            checkpoint.clear()
            setStep({ name: 'overview' })
          }}
        />
      )
  }
}

/** After a reload, a finished run shows its result again; not if the user comes back later or for another plan. */
function stepOf(brokenOff: BrokenOff, planId: string, nowMs: number): Step {
  const { run, record } = brokenOff
  const isKept = record === null && (run.unkept ?? []).length === 0
  if (run.phase.kind !== 'done' || !isKept) return { name: 'broken-off', brokenOff }
  const endedMs = run.done.at(-1)?.ended_at_ms ?? 0
  if (run.plan.id === planId && nowMs - endedMs < SHOWN_AGAIN_MS) {
    return { name: 'run', run, record: null }
  }
  keptRun.clear()
  return { name: 'overview' }
}

/** The run with its interrupted set ended as it is. */
function withSet({ run, record }: BrokenOff): BrokenOff {
  return { run: record === null ? run : afterSet(run, record, Date.now()), record }
}
