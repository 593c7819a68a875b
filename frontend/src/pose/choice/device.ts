import { create } from 'zustand'
import { KEPT_POSE_FILES } from '../assets'
import { type ModelWish, type Timings, chooseDetector } from './choose-detector'
import { type Detector, nameOf } from './detector'
import type { ExerciseType } from '@/engine'
import { storage } from '@/shared/lib/browser/storage'
import { z } from '@/shared/lib/forms/zod'

const KEY = 'exercise-buddy.detector'

const ms = z.optional(z.number().check(z.positive()))
const deviceSchema = z.object({
  wish: z.catch(z.enum(['auto', 'lite', 'full']), 'auto'),
  /** The files that the times belong to: other models or another runtime are measured again. */
  files: z.catch(z.string(), ''),
  timings: z.catch(
    z.object({ 'lite-CPU': ms, 'lite-GPU': ms, 'full-CPU': ms, 'full-GPU': ms }),
    {},
  ),
})

interface DeviceState {
  readonly wish: ModelWish
  /** Empty until the device was measured. */
  readonly timings: Timings
  readonly choose: (wish: ModelWish) => void
  /** Store the measured times; empty means to measure again. */
  readonly remember: (timings: Timings) => void
  /** Training shows a detector's real speed better than a probe, or (null) that it fails. */
  readonly correct: (detector: Detector, medianMs: number | null) => void
}

const FILES = KEPT_POSE_FILES.join(' ')

function stored(): Pick<DeviceState, 'wish' | 'timings'> {
  try {
    const { wish, files, timings } = deviceSchema.parse(JSON.parse(storage.get(KEY) ?? '{}'))
    return { wish, timings: files === FILES ? timings : {} }
  } catch {
    // Not valid JSON or not an object: start with no data.
    return { wish: 'auto', timings: {} }
  }
}

/** The detector that this device uses, and its measured speed. */
export const useDevice = create<DeviceState>((set, get) => {
  const keep = (change: Partial<DeviceState>): void => {
    set(change)
    const { wish, timings } = get()
    storage.set(KEY, JSON.stringify({ wish, files: FILES, timings }))
  }
  return {
    ...stored(),
    choose: (wish) => keep({ wish }),
    remember: (timings) => keep({ timings }),
    correct: (detector, medianMs) => {
      const name = nameOf(detector)
      const { [name]: known, ...others } = get().timings
      // Unmeasured detectors stay unmeasured: only the complete probe gives comparable times.
      if (known !== undefined)
        keep({ timings: medianMs === null ? others : { ...others, [name]: medianMs } })
    },
  }
})

/** The detector for an exercise on this device. */
export function detectorFor(exercise: ExerciseType): Detector {
  const { wish, timings } = useDevice.getState()
  return chooseDetector(exercise, wish, timings)
}
