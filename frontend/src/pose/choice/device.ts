import { create } from 'zustand'
import { KEPT_POSE_FILES } from '../assets'
import { type ModelWish, type Timings, chooseDetector } from './choose-detector'
import { type Detector, nameOf } from './detector'
import type { ExerciseType } from '@/engine'
import { storage } from '@/shared/lib/storage'
import { z } from '@/shared/lib/zod'

const KEY = 'exercise-buddy.detector'

const ms = z.optional(z.number().check(z.positive()))
const deviceSchema = z.object({
  wish: z.catch(z.enum(['auto', 'lite', 'full']), 'auto'),
  /** Of which files the times are: other models and another runtime are measured anew. */
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
  /** Take what was measured; empty: measure again. */
  readonly remember: (timings: Timings) => void
  /** Training tells better than a probe how fast a detector is, or (null) that it breaks. */
  readonly correct: (detector: Detector, medianMs: number | null) => void
}

const FILES = KEPT_POSE_FILES.join(' ')

function stored(): Pick<DeviceState, 'wish' | 'timings'> {
  try {
    const { wish, files, timings } = deviceSchema.parse(JSON.parse(storage.get(KEY) ?? '{}'))
    return { wish, timings: files === FILES ? timings : {} }
  } catch {
    // Not JSON, or not an object: somebody else's, so begin anew.
    return { wish: 'auto', timings: {} }
  }
}

/** Which detector this device takes, and what is known of its speed. */
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
      // What was never measured stays so: only the whole probe compares like with like.
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
