import type { ReactNode } from 'react'
import type { CameraControl } from '../hooks/use-camera'
import { type Sound, useTrainingSettings } from '../lib/training-settings'
import type { Standard } from '@/engine'
import { Button } from '@/shared/ui/button'
import { Dialog } from '@/shared/ui/dialog'
import { Field } from '@/shared/ui/field'
import { Select } from '@/shared/ui/input'
import { Segmented } from '@/shared/ui/segmented'

interface TrainingSettingsDialogProps {
  readonly camera: CameraControl
  readonly onClose: () => void
}

const SOUNDS: readonly { value: Sound; label: string }[] = [
  { value: 'off', label: 'Off' },
  { value: 'beep', label: 'Beep' },
  { value: 'voice', label: 'Voice' },
]

const STANDARDS: readonly { value: Standard; label: string }[] = [
  { value: 'relaxed', label: 'Relaxed' },
  { value: 'standard', label: 'Standard' },
  { value: 'strict', label: 'Strict' },
]

const COUNTDOWNS = ['0', '3', '5', '10'] as const

export function TrainingSettingsDialog({
  camera,
  onClose,
}: TrainingSettingsDialogProps): ReactNode {
  const { sound, countdownSeconds, standard, change } = useTrainingSettings()
  return (
    <Dialog title="Training settings" onClose={onClose}>
      <div className="grid gap-5">
        <div className="grid gap-1.5">
          <p className="text-sm font-semibold">Count aloud</p>
          <Segmented
            label="Count aloud"
            value={sound}
            options={SOUNDS}
            onChange={(value) => change({ sound: value })}
          />
        </div>
        <div className="grid gap-1.5">
          <p className="text-sm font-semibold">Countdown before the set</p>
          <Segmented
            label="Countdown before the set"
            value={String(countdownSeconds) as (typeof COUNTDOWNS)[number]}
            options={COUNTDOWNS.map((value) => ({
              value,
              label: value === '0' ? 'None' : `${value} s`,
            }))}
            onChange={(value) => change({ countdownSeconds: Number(value) as 0 | 3 | 5 | 10 })}
          />
        </div>
        <div className="grid gap-1.5">
          <p className="text-sm font-semibold">Judging form, from the next set on</p>
          <Segmented
            label="Judging form"
            value={standard}
            options={STANDARDS}
            onChange={(value) => change({ standard: value })}
          />
        </div>
        <CameraField camera={camera} />
        <Button onClick={onClose}>Done</Button>
      </div>
    </Dialog>
  )
}

function CameraField({ camera }: { readonly camera: CameraControl }): ReactNode {
  const change = useTrainingSettings((settings) => settings.change)
  if (camera.state.phase !== 'on' || camera.choices.length === 0) return null
  const { deviceId } = camera.state.camera
  return (
    <Field label="Camera">
      {(control) => (
        <Select
          {...control}
          value={deviceId ?? ''}
          onChange={(event) => {
            change({ cameraId: event.target.value })
            camera.use({ deviceId: event.target.value })
          }}
        >
          {camera.choices.map((choice) => (
            <option key={choice.deviceId} value={choice.deviceId}>
              {choice.label}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}
