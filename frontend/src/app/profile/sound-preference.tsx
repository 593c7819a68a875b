import type { ReactNode } from 'react'
import { type Sound, useTrainingSettings } from '@/features/train/lib/training-settings'
import { Segmented } from '@/shared/ui/segmented'

const OPTIONS: readonly { value: Sound; label: string }[] = [
  { value: 'off', label: 'Silent' },
  { value: 'beep', label: 'Tones' },
  { value: 'voice', label: 'Spoken' },
]

/** How repetitions and hints are told while training: the same setting as on the training page. */
export function SoundPreference(): ReactNode {
  const { sound, change } = useTrainingSettings()
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <p className="font-semibold">Sound while training</p>
      <Segmented
        label="Sound while training"
        value={sound}
        options={OPTIONS}
        onChange={(next) => change({ sound: next, soundAsked: true })}
      />
    </div>
  )
}
