import { bringBackWorkout, removeWorkout } from './outbox/changes'
import { outbox } from './outbox/outbox'
import { problemText } from '@/account/problem-text'
import type { NewWorkout, Workout } from '@/api/types'
import { toast } from '@/shared/lib/toasts'

const UNDO_MS = 10_000

/** Removes a workout and offers to take that back, on whichever page the person is by then. Throws an ApiError. */
export async function removeWithUndo(workout: NewWorkout | Workout): Promise<void> {
  const wasUnsent = (await outbox.pending()).some(({ id }) => id === workout.id)
  const place = await removeWorkout(workout)
  const bringBack = async (): Promise<void> => {
    try {
      await bringBackWorkout(workout, wasUnsent)
      toast('The workout is back.')
    } catch (error) {
      toast(problemText(error), { tone: 'danger' })
    }
  }
  const waits = place === 'on-device' && !wasUnsent
  toast(waits ? 'Workout deleted here; the server is told later.' : 'Workout deleted.', {
    action: { label: 'Undo', run: () => void bringBack() },
    durationMs: UNDO_MS,
  })
}
