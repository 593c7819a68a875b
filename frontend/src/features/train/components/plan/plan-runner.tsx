import { type ReactNode, useCallback, useState } from 'react'
import type { CreateSource } from '../../hooks/use-pose'
import { type Standing, bestOf } from '../../lib/standing'
import { setNumber } from '../../plan/plan-words'
import { storedTrainings } from '../../plan/stored-trainings'
import { type NextSet, type Training, changeRest, endTraining, nextSet } from '../../plan/training'
import { useLastTime } from '../../plan/use-last-time'
import { useSecondsUntil } from '../../plan/use-seconds-until'
import { type TrainingControl, useTraining } from '../../plan/use-training'
import { ENDS_AFTER_MS, type EndReason } from '../../session/set-flow'
import { checkpoint } from '../../session/stored/checkpoint'
import { LiveSet } from '../live/live-set'
import { PlanResult } from './plan-result'
import { RestScreen } from './rest-screen'
import { exerciseName } from '@/shared/lib/exercises'
import { type Trainee, isEmpty } from '@/workouts/record/finished-workout'
import type { SetRecord } from '@/workouts/record/set-record'

interface PlanRunnerProps {
  readonly first: Training
  /** The set in progress when the training was interrupted. */
  readonly earlier: SetRecord | null
  readonly trainee: Trainee
  readonly standing: Standing | null
  readonly signedIn: boolean
  readonly createSource?: CreateSource | undefined
  readonly onLeave: () => void
}

/** How long before the end of a rest the camera starts, so that the next set begins without a wait. */
const CAMERA_BEFORE_SECONDS = 8

/** Runs a plan: sets and rests without a touch in between, then the result. */
export function PlanRunner(props: PlanRunnerProps): ReactNode {
  const control = useTraining(props.first, props.trainee)
  // The state before the first set is stored, to compare with.
  const [before] = useState(props.standing)
  const next = nextSet(control.training)
  if (next !== null) {
    return (
      <SetOrRest
        control={control}
        next={next}
        standing={props.standing}
        earlier={props.earlier}
        createSource={props.createSource}
        onLeave={props.onLeave}
      />
    )
  }
  return (
    <PlanResult
      control={control}
      standing={props.standing}
      before={before}
      signedIn={props.signedIn}
      onLeave={props.onLeave}
    />
  )
}

type FromRunner = 'standing' | 'earlier' | 'createSource' | 'onLeave'

interface SetOrRestProps extends Pick<PlanRunnerProps, FromRunner> {
  readonly control: TrainingControl
  readonly next: NextSet
}

function SetOrRest(props: SetOrRestProps): ReactNode {
  const { control, next, standing, earlier, createSource, onLeave } = props
  const { training, change, finishSet } = control
  const [attempt, setAttempt] = useState(0)
  const last = useLastTime(training.plan.id, training.id)
  const { phase } = training
  const secondsLeft = useSecondsUntil(phase.kind === 'rest' ? phase.until_ms : 0)
  const isResting = phase.kind === 'rest'
  const changeRestBy = useCallback(
    (byMs: number) => change((before) => changeRest(before, byMs, Date.now())),
    [change],
  )
  const skip = useCallback(() => changeRestBy(Number.NEGATIVE_INFINITY), [changeRestBy])

  const finish = (record: SetRecord, reason: EndReason): void => {
    // The absence before an automatic end was already part of the rest.
    const endedMs = Date.now() - (reason === 'away' ? ENDS_AFTER_MS : 0)
    if (!isEmpty(record)) finishSet(record, endedMs)
    // If the user left before doing anything, the same set waits for their return; if they ended it, the training ends.
    else {
      checkpoint.clear(record.id)
      if (reason === 'away' || reason === 'target') setAttempt(attempt + 1)
      else if (training.done.length > 0) change(endTraining)
      else {
        storedTrainings.clear(training.id)
        onLeave()
      }
    }
  }
  const isFirst = training.done.length === 0 || earlier !== null
  return (
    <>
      {isResting && secondsLeft > CAMERA_BEFORE_SECONDS ? null : (
        // Rendered below the rest screen, so that the camera is ready when the rest ends.
        <div inert={isResting}>
          <LiveSet
            key={`${next.position}-${attempt}`}
            title={`${setNumber(training.plan, next.position)} · ${exerciseName(next.step.exercise)}`}
            exercise={next.step.exercise}
            target={next.target}
            best={bestOf(standing, next.step.exercise)}
            trainingId={training.id}
            earlier={isFirst && attempt === 0 && isUnderWay(training, earlier) ? earlier : null}
            startsItself={!isResting}
            createSource={createSource}
            onFinish={finish}
          />
        </div>
      )}
      {isResting ? (
        <RestScreen
          plan={training.plan}
          done={training.done}
          next={next}
          last={last}
          secondsLeft={secondsLeft}
          onChangeRest={changeRestBy}
          onSkip={skip}
          onEnd={() => change(endTraining)}
        />
      ) : null}
    </>
  )
}

function isUnderWay({ done }: Training, record: SetRecord | null): boolean {
  return record !== null && !done.some(({ id }) => id === record.id)
}
