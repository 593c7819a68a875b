import { create } from 'zustand'
import { storage } from '@/shared/lib/browser/storage'
import { z } from '@/shared/lib/forms/zod'

const KEY = 'exercise-buddy.training'

const settingsSchema = z.object({
  sound: z.catch(z.enum(['off', 'beep', 'voice']), 'voice'),
  /** The volume of speech and ticks, in tenths; other music keeps playing. */
  volumeTenths: z.catch(z.int().check(z.minimum(0), z.maximum(10)), 10),
  /** Whether the user has answered the question about sound. */
  soundAsked: z.catch(z.boolean(), false),
  countdownSeconds: z.catch(z.literal([0, 3, 5, 10]), 3),
  startsInPosition: z.catch(z.boolean(), true),
  pausesWhenAway: z.catch(z.boolean(), true),
  endsWhenAway: z.catch(z.boolean(), true),
  endsOnGesture: z.catch(z.boolean(), true),
  /** How strictly the form of a repetition is judged. */
  standard: z.catch(z.enum(['relaxed', 'standard', 'strict']), 'standard'),
  /** The camera used last; null for the browser's choice of a front camera. */
  cameraId: z.catch(z.nullable(z.string()), null),
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
    // Not JSON, or not an object: not ours, so start with the defaults.
    return settingsSchema.parse({})
  }
}

/** The training settings of this device. */
export const useTrainingSettings = create<SettingsState>((set, get) => ({
  ...stored(),
  change: (change) => {
    set(change)
    storage.set(KEY, JSON.stringify(settingsSchema.parse(get())))
  },
}))
