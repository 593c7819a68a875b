import { openDB } from 'idb'
import { checkpoint } from '../session/stored/checkpoint'
import { storage } from '@/shared/lib/browser/storage'

/** Forgets the running sets and plans of the test before. */
export async function clearKept(): Promise<void> {
  await checkpoint.settled()
  const database = await openDB('exercise-buddy-running-set', 1, {
    upgrade: (db) => void db.createObjectStore('set'),
  })
  await database.clear('set')
  database.close()
  for (const key of storage.keys('exercise-buddy.running-')) storage.remove(key)
}
