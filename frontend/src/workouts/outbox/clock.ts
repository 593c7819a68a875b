import type { ApiError } from '@/api/errors'
import type { NewWorkout } from '@/api/types'

const EARLIEST_MS = Date.UTC(2000)

/** Whether the server rejects the start as impossible: the device's clock was days ahead or decades behind. */
export function isClockRefusal({ fields }: ApiError): boolean {
  return fields.some(({ location }) => location === 'body.started_at')
}

/**
 * The workout with its start corrected by the server's time of the answer. The device's clock may have been corrected
 * since the set; if the start is still impossible, the set is taken to have ended just now.
 */
export function byServerTime<Timed extends Pick<NewWorkout, 'started_at' | 'duration_seconds'>>(
  workout: Timed,
  serverMs: number,
  deviceMs: number,
): Timed {
  const latestMs = serverMs - workout.duration_seconds * 1000
  const movedMs = Date.parse(workout.started_at) + serverMs - deviceMs
  const isPossible = movedMs >= EARLIEST_MS && movedMs <= latestMs
  return { ...workout, started_at: new Date(isPossible ? movedMs : latestMs).toISOString() }
}
