import { create } from 'zustand'
import { storage } from '@/shared/lib/storage'
import { z } from '@/shared/lib/zod'

const KEY = 'exercise-buddy.training'

const settingsSchema = z.object({
  sound: z.enum(['off', 'beep', 'voice']).catch('off'),
  countdownSeconds: z.union([z.literal(0), z.literal(3), z.literal(5), z.literal(10)]).catch(0),
  /** How strictly the form of a repetition is judged. */
  standard: z.enum(['relaxed', 'standard', 'strict']).catch('standard'),
  /** The camera used last; null for the browser's choice of one that faces the person. */
  cameraId: z.string().nullable().catch(null),
})

export type TrainingSettings = z.infer<typeof settingsSchema>
export type Sound = TrainingSettings['sound']

interface SettingsState extends TrainingSettings {
  readonly change: (change: Partial<TrainingSettings>) => void
}

function stored(): TrainingSettings {
  try {
    return settingsSchema.parse(JSON.parse(storage.get(KEY) ?? '{}'))
  } catch {
    // Not JSON, or not an object: somebody else's, so begin anew.
    return settingsSchema.parse({})
  }
}

/** How this device trains. */
export const useTrainingSettings = create<SettingsState>((set, get) => ({
  ...stored(),
  change: (change) => {
    set(change)
    const { sound, countdownSeconds, standard, cameraId } = get()
    storage.set(KEY, JSON.stringify({ sound, countdownSeconds, standard, cameraId }))
  },
}))
