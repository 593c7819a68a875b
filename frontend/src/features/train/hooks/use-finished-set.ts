import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { checkpoint } from '../session/stored/checkpoint'
import type { NewWorkout, WorkoutEdit } from '@/api/types'
import { editWorkout } from '@/workouts/outbox/changes'
import type { OutboxItem } from '@/workouts/outbox/item'
import { outboxItemQuery } from '@/workouts/outbox/outbox-query'
import { storeWorkout } from '@/workouts/store-workout'
import { removeWithUndo } from '@/workouts/undo'

export type Storing =
  | 'not-yet'
  | 'storing'
  /** Safe on this device; sent to the server as soon as there is an account and a network. */
  | 'on-device'
  /** Safe on this device; the server refuses it. */
  | 'refused'
  | 'at-server'
  | 'failed'

const STORING = {
  idle: 'not-yet',
  pending: 'storing',
  error: 'failed',
  success: 'at-server',
} as const

export interface FinishedSet {
  readonly storing: Storing
  /** The workout with all changes made so far. */
  readonly workout: NewWorkout
  readonly busy: boolean
  readonly error: Error | null
  /** Store it, also as a retry. */
  readonly store: (edit?: WorkoutEdit) => Promise<void>
  /** Store a change, wherever the workout is. */
  readonly keep: (edit: WorkoutEdit) => Promise<void>
  readonly discard: () => Promise<void>
}

/** A finished workout, and its storing on the device and at the server. */
export function useFinishedSet(first: NewWorkout, ownerId: string | null): FinishedSet {
  const [workout, setWorkout] = useState(first)
  const stored = useRef<Promise<boolean>>(Promise.resolve(false))
  const discarded = useRef(false)
  const { storing, changing, discarding } = useMutations(workout, ownerId)
  const onDevice = storing.isSuccess && storing.data === 'on-device'
  const { data: waiting } = useQuery({ ...outboxItemQuery(first.id), enabled: onDevice })

  const store = async (edit: WorkoutEdit = {}): Promise<void> => {
    const edited = merged(workout, edit)
    setWorkout(edited)
    const work = storing.mutateAsync(edited)
    stored.current = succeeded(work)
    await work
  }
  return {
    storing: onDevice ? placeOf(waiting) : STORING[storing.status],
    workout,
    busy: changing.isPending || discarding.isPending,
    error: changing.error ?? discarding.error ?? storing.error,
    store,
    keep: async (edit) => {
      if (discarded.current) return
      if (!(await stored.current)) return store(edit)
      await changing.mutateAsync(edit)
      setWorkout((before) => merged(before, edit))
    },
    discard: async () => {
      const work = discarding.mutateAsync()
      discarded.current = true
      discarded.current = await succeeded(work)
      await work
    },
  }
}

function useMutations(workout: NewWorkout, ownerId: string | null) {
  const queryClient = useQueryClient()
  const storing = useMutation({
    mutationFn: (edited: NewWorkout) => storeWorkout(edited, ownerId),
    networkMode: 'always',
    onSuccess: async (place) => {
      checkpoint.clear(workout.id)
      // Refetch the outbox: an older result would not contain this workout, and so report it as sent.
      if (place !== 'on-device') return
      await queryClient.query({ ...outboxItemQuery(workout.id), staleTime: 0 })
    },
  })
  const changing = useMutation({
    mutationFn: (edit: WorkoutEdit) => editWorkout(workout, edit, ownerId ?? undefined),
    networkMode: 'always',
  })
  const discarding = useMutation({
    mutationFn: () => removeWithUndo(workout, ownerId ?? undefined),
    networkMode: 'always',
  })
  return { storing, changing, discarding }
}

function succeeded(work: Promise<unknown>): Promise<boolean> {
  return work.then(
    () => true,
    () => false,
  )
}

function merged(workout: NewWorkout, { reps_count, note }: WorkoutEdit): NewWorkout {
  return {
    ...workout,
    ...(reps_count === undefined ? {} : { reps_count }),
    ...(note === undefined ? {} : { note }),
  }
}

/**
 * A workout that has left the outbox was confirmed by the server; while the query is loading, it was added a moment
 * ago.
 */
function placeOf(waiting: OutboxItem | null | undefined): Storing {
  if (waiting === null) return 'at-server'
  return (waiting?.refusal ?? null) === null ? 'on-device' : 'refused'
}
