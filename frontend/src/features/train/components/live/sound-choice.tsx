import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { useHasVoice } from '../../hooks/use-has-voice'
import { type Sound, useTrainingSettings } from '../../lib/training-settings'
import { Segmented } from '@/shared/ui/segmented'

const options = (): readonly { value: Sound; label: string }[] => [
  { value: 'off', label: t`Silent` },
  { value: 'beep', label: t`Tones` },
  { value: 'voice', label: t`Voice` },
]

/** How repetitions and hints are announced while training. */
export function SoundChoice({ label }: { readonly label: string }): ReactNode {
  const { sound, change } = useTrainingSettings()
  const hasVoice = useHasVoice()
  return (
    <>
      <Segmented
        label={label}
        value={sound}
        options={options()}
        onChange={(value) => change({ sound: value, soundAsked: true })}
      />
      {sound !== 'voice' || hasVoice ? null : (
        <p className="text-muted w-full text-sm">{noVoiceText()}</p>
      )}
    </>
  )
}

export function noVoiceText(): string {
  return t`You hear tones: this browser has no voice in your language.`
}
