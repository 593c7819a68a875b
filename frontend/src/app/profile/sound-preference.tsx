import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { SoundChoice } from '@/features/train/components/live/sound-choice'

/** The same setting as on the training page. */
export function SoundPreference(): ReactNode {
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <p className="font-semibold">{t`Sound while training`}</p>
      <SoundChoice label={t`Sound while training`} />
    </div>
  )
}
