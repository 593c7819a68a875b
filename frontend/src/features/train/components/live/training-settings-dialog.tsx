import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import type { CameraControl } from '../../hooks/use-camera'
import { useTrainingSettings } from '../../lib/training-settings'
import { PoseModelField } from './pose-model-field'
import { SoundChoice } from './sound-choice'
import type { Standard } from '@/engine'
import { Button } from '@/shared/ui/button'
import { Dialog } from '@/shared/ui/dialog'
import { Field } from '@/shared/ui/field'
import { Select } from '@/shared/ui/input'
import { Segmented } from '@/shared/ui/segmented'
import { Switch } from '@/shared/ui/switch'

interface TrainingSettingsDialogProps {
  readonly camera: CameraControl
  readonly onClose: () => void
}

const standards = (): readonly { value: Standard; label: string }[] => [
  { value: 'relaxed', label: t`Relaxed` },
  { value: 'standard', label: t`Standard` },
  { value: 'strict', label: t`Strict` },
]

/** Explains each standard by the best-known exercise. */
const standardMeans = (): Readonly<Record<Standard, string>> => ({
  relaxed: t`A push-up is good with the elbows bent to 110°, and nearly straight at the top.`,
  standard: t`A push-up is good with the elbows bent to 95°, and straight at the top.`,
  strict: t`A push-up is good with the elbows bent to 90°, straight at the top, the body in one line.`,
})

const COUNTDOWNS = ['0', '3', '5', '10'] as const

export function TrainingSettingsDialog({
  camera,
  onClose,
}: TrainingSettingsDialogProps): ReactNode {
  const { countdownSeconds, standard, change } = useTrainingSettings()
  return (
    <Dialog title={t`Training settings`} onClose={onClose}>
      <div className="grid gap-5">
        <div className="grid gap-1.5">
          <p className="text-sm font-semibold">{t`Sound`}</p>
          <SoundChoice label={t`Sound`} />
        </div>
        <div className="grid gap-1.5">
          <p className="text-sm font-semibold">{t`Countdown before the set`}</p>
          <Segmented
            label={t`Countdown before the set`}
            value={String(countdownSeconds) as (typeof COUNTDOWNS)[number]}
            options={COUNTDOWNS.map((value) => ({
              value,
              label: value === '0' ? t`None` : `${value} s`,
            }))}
            onChange={(value) => change({ countdownSeconds: Number(value) as 0 | 3 | 5 | 10 })}
          />
        </div>
        <div className="grid gap-1.5">
          <p className="text-sm font-semibold">{t`Judging form, from the next set on`}</p>
          <Segmented
            label={t`Judging form`}
            value={standard}
            options={standards()}
            onChange={(value) => change({ standard: value })}
          />
          <p className="text-muted text-sm">{standardMeans()[standard]}</p>
        </div>
        <HandsFreeFields />
        <PoseModelField />
        <CameraField camera={camera} />
        <Button onClick={onClose}>{t`Done`}</Button>
      </div>
    </Dialog>
  )
}

function HandsFreeFields(): ReactNode {
  const settings = useTrainingSettings()
  const { change } = settings
  return (
    <fieldset className="m-0 grid gap-3 border-0 p-0">
      <legend className="mb-2 text-sm font-semibold">{t`Hands-free, from the next set on`}</legend>
      <Switch
        label={t`Begin when I am in position`}
        checked={settings.startsInPosition}
        onChange={(on) => change({ startsInPosition: on })}
      />
      <Switch
        label={t`Pause when I leave it`}
        checked={settings.pausesWhenAway}
        onChange={(on) => change({ pausesWhenAway: on })}
      />
      <Switch
        label={t`End the set after 20 seconds away`}
        checked={settings.endsWhenAway}
        onChange={(on) => change({ endsWhenAway: on })}
      />
      <Switch
        label={t`End it with a raised hand`}
        hint={t`One hand up, the other down, held still for two seconds. Not on a pull-up bar.`}
        checked={settings.endsOnGesture}
        onChange={(on) => change({ endsOnGesture: on })}
      />
    </fieldset>
  )
}

function CameraField({ camera }: { readonly camera: CameraControl }): ReactNode {
  const change = useTrainingSettings((settings) => settings.change)
  if (camera.state.phase !== 'on' || camera.choices.length === 0) return null
  const { deviceId } = camera.state.camera
  return (
    <Field label={t`Camera`}>
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
