import { openOutboxStore } from '../outbox/store'

/** Empties the app's own outbox, whoever the workouts belong to. */
export async function clearOutbox(): Promise<void> {
  const store = openOutboxStore()
  for (const { id } of await store.all()) await store.delete(id)
}
