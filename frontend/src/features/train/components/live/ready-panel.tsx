import { t } from '@lingui/core/macro'
import { Play } from 'lucide-react'
import type { ReactNode } from 'react'
import { HowTo } from '../exercise/how-to'
import { SoundNotice } from './sound-notice'
import { StartPanel } from './training-layout'
import type { ExerciseType } from '@/engine'
import { Button } from '@/shared/ui/button'

interface ReadyPanelProps {
  readonly exercise: ExerciseType
  readonly cameraOn: boolean
  /** Whether camera and pose detection are both running. */
  readonly ready: boolean
  readonly onStart: () => void
}

/** Set-up instructions and the Start button. */
export function ReadyPanel({ exercise, cameraOn, ready, onStart }: ReadyPanelProps): ReactNode {
  return (
    <StartPanel>
      <HowTo exercise={exercise} />
      <SoundNotice />
      {cameraOn ? (
        <Button
          data-testid="start-set"
          size="large"
          variant="accent"
          className="shrink-0"
          disabled={!ready}
          onClick={onStart}
        >
          <Play aria-hidden className="size-6 shrink-0 fill-current" />
          {ready ? t`Start set` : t`Getting ready …`}
        </Button>
      ) : null}
    </StartPanel>
  )
}
