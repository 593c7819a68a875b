import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { type Sound, useTrainingSettings } from '@/features/train/lib/training-settings'
import { Segmented } from '@/shared/ui/segmented'

const options = (): readonly { value: Sound; label: string }[] => [
  { value: 'off', label: t`Silent` },
  { value: 'beep', label: t`Tones` },
  { value: 'voice', label: t`Voice` },
]

/** How repetitions and hints are announced while training: the same setting as on the training page. */
export function SoundPreference(): ReactNode {
  const { sound, change } = useTrainingSettings()
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <p className="font-semibold">{t`Sound while training`}</p>
      <Segmented
        label={t`Sound while training`}
        value={sound}
        options={options()}
        onChange={(next) => change({ sound: next, soundAsked: true })}
      />
    </div>
  )
}
