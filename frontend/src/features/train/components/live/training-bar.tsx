import { t } from '@lingui/core/macro'
import { Maximize, Minimize, Settings2, SwitchCamera } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { CameraControl } from '../../hooks/use-camera'
import { useFullScreen } from '../../hooks/use-full-screen'
import { useLive } from '../../hooks/use-live-session'
import type { LiveSession } from '../../session/live-session'
import { TrainingHeader } from './training-header'
import { TrainingSettingsDialog } from './training-settings-dialog'
import { IconButton } from '@/shared/ui/icon-button'

interface TrainingBarProps {
  readonly title: string
  readonly session: LiveSession
  readonly camera: CameraControl
}

/** The back link, the exercise, frames a second, the camera switch and the settings. */
export function TrainingBar({ title, session, camera }: TrainingBarProps): ReactNode {
  const [settingsOpen, setSettingsOpen] = useState(false)
  const { state, choices } = camera
  const facing = state.phase === 'on' ? state.camera.facing : 'front'
  return (
    <TrainingHeader title={title}>
      <FrameRate session={session} />
      {choices.length > 1 ? (
        <IconButton
          label={facing === 'front' ? t`Use the back camera` : t`Use the front camera`}
          onClick={() => camera.use({ facing: facing === 'front' ? 'back' : 'front' })}
        >
          <SwitchCamera aria-hidden className="size-6" />
        </IconButton>
      ) : null}
      <FullScreenButton />
      <IconButton label={t`Training settings`} onClick={() => setSettingsOpen(true)}>
        <Settings2 aria-hidden className="size-6" />
      </IconButton>
      {settingsOpen ? (
        <TrainingSettingsDialog camera={camera} onClose={() => setSettingsOpen(false)} />
      ) : null}
    </TrainingHeader>
  )
}

function FullScreenButton(): ReactNode {
  const { offered, on, toggle } = useFullScreen()
  if (!offered) return null
  const Icon = on ? Minimize : Maximize
  return (
    <IconButton label={on ? t`Leave full screen` : t`Full screen`} onClick={toggle}>
      <Icon aria-hidden className="size-6" />
    </IconButton>
  )
}

function FrameRate({ session }: { readonly session: LiveSession }): ReactNode {
  const framesPerSecond = useLive(session, (view) => view.framesPerSecond)
  if (framesPerSecond === null) return null
  return (
    <span
      className="text-muted px-1 text-sm whitespace-nowrap tabular-nums"
      title={t`Poses detected a second`}
    >
      <span data-testid="pose-fps" translate="no">
        {framesPerSecond}
      </span>{' '}
      <span>fps</span>
    </span>
  )
}
