import { Volume2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTrainingSettings } from '../lib/training-settings'
import { Button } from '@/shared/ui/button'

/** Asks once, in nobody's way, whether the sound is welcome. It stays on for whoever does not answer. */
export function SoundNotice(): ReactNode {
  const { soundAsked, change } = useTrainingSettings()
  if (soundAsked) return null
  return (
    <div className="bg-sunken short:hidden flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 rounded-2xl px-3 py-2 text-sm">
      <Volume2 aria-hidden className="size-5 shrink-0" />
      <p className="min-w-40 flex-1">Counts and hints are spoken, beside your music.</p>
      <Button size="small" variant="secondary" onClick={() => change({ soundAsked: true })}>
        Fine
      </Button>
      <Button
        size="small"
        variant="ghost"
        onClick={() => change({ soundAsked: true, sound: 'off' })}
      >
        Turn off
      </Button>
    </div>
  )
}
