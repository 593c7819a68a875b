import { create } from 'zustand'
import { storage } from '@/shared/lib/storage'
import { z } from '@/shared/lib/zod'

const KEY = 'exercise-buddy.training'

const settingsSchema = z.object({
  sound: z.enum(['off', 'beep', 'voice']).catch('voice'),
  /** Loudness of what is spoken and ticked, in tenths: music plays on beside it. */
  volumeTenths: z.number().int().min(0).max(10).catch(10),
  /** Whether the person has said what they think of the sound. */
  soundAsked: z.boolean().catch(false),
  countdownSeconds: z.union([z.literal(0), z.literal(3), z.literal(5), z.literal(10)]).catch(3),
  startsInPosition: z.boolean().catch(true),
  pausesWhenAway: z.boolean().catch(true),
  endsWhenAway: z.boolean().catch(true),
  endsOnGesture: z.boolean().catch(true),
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
    storage.set(KEY, JSON.stringify(settingsSchema.parse(get())))
  },
}))
