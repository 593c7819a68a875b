import { client } from '@/api/client'
import { foreignAnswer } from '@/api/errors'
import type {
  DetailedWorkout,
  NewWorkout,
  SavedWorkout,
  WorkoutEdit,
  WorkoutPage,
} from '@/api/types'

export interface WorkoutFilter {
  readonly exercise_type?: string
  /** Local dates, both inclusive. */
  readonly from?: string
  readonly to?: string
}

/** The account that a change is for, by its id; without one, whoever is signed in. */
export type Account = string | null

/** Safe to repeat: the same id and body return the stored workout. */
export async function createWorkout(
  workout: NewWorkout,
  account: Account = null,
): Promise<SavedWorkout> {
  const { data } = await client.post<SavedWorkout>('/workouts', workout, { account })
  return ofWorkout(workout.id, data)
}

export async function listWorkouts(
  filter: WorkoutFilter & { cursor?: string; limit?: number },
  signal?: AbortSignal,
): Promise<WorkoutPage> {
  const config = signal === undefined ? { params: filter } : { params: filter, signal }
  return (await client.get<WorkoutPage>('/workouts', config)).data
}

export async function getWorkout(id: string, signal?: AbortSignal): Promise<DetailedWorkout> {
  const config = signal === undefined ? {} : { signal }
  return (await client.get<DetailedWorkout>(`/workouts/${id}`, config)).data
}

export async function updateWorkout(
  id: string,
  edit: WorkoutEdit,
  account: Account = null,
): Promise<SavedWorkout> {
  const { data } = await client.patch<SavedWorkout>(`/workouts/${id}`, edit, { account })
  return ofWorkout(id, data)
}

/** Removes it from every list and sum; it can be restored for 30 days. */
export async function deleteWorkout(id: string, account: Account = null): Promise<void> {
  const { status } = await client.delete(`/workouts/${id}`, { account })
  if (status !== 204) throw foreignAnswer()
}

export async function restoreWorkout(id: string, account: Account = null): Promise<SavedWorkout> {
  const { data } = await client.post<SavedWorkout>(`/workouts/${id}/restore`, null, { account })
  return ofWorkout(id, data)
}

/**
 * The device's own copy is deleted only for an answer that names the workout: any other program may answer 200, too.
 */
function ofWorkout(id: string, answer: Partial<SavedWorkout> | null): SavedWorkout {
  const { workout, statistics } = Object(answer) as Partial<SavedWorkout>
  if (workout?.id !== id || statistics === undefined) throw foreignAnswer()
  return { workout, statistics }
}

export type ActivityFormat = 'fit' | 'tcx'

/** One workout, for Strava, Garmin Connect and the like. */
export async function exportWorkout(id: string, format: ActivityFormat): Promise<Blob> {
  const config = { params: { format }, responseType: 'blob' } as const
  return (await client.get<Blob>(`/workouts/${id}/export`, config)).data
}
