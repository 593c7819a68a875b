import { t } from '@lingui/core/macro'
import { Volume2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useHasVoice } from '../../hooks/use-has-voice'
import { useTrainingSettings } from '../../lib/training-settings'
import { noVoiceText } from './sound-choice'
import { Button } from '@/shared/ui/button'

/** Asks once, unobtrusively, whether to play sound. Starting with sound on counts as an answer. */
export function SoundNotice(): ReactNode {
  const { soundAsked, change } = useTrainingSettings()
  const hasVoice = useHasVoice()
  if (soundAsked) return null
  return (
    <div className="bg-sunken short:hidden flex shrink-0 items-center gap-3 rounded-2xl py-1.5 ps-3 pe-1.5 text-sm">
      <Volume2 aria-hidden className="size-5 shrink-0" />
      <p className="flex-1">{hasVoice ? t`Counts and hints are spoken.` : noVoiceText()}</p>
      <Button
        size="small"
        variant="secondary"
        onClick={() => change({ soundAsked: true, sound: 'off' })}
      >
        {t`Turn off`}
      </Button>
    </div>
  )
}
