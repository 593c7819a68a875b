import { t } from '@lingui/core/macro'
import { useMutation } from '@tanstack/react-query'
import { MonitorCheck } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { deviceName } from '@/account/device-name'
import { problemText } from '@/account/problem-text'
import { client } from '@/api/client'
import type { AskingScreen } from '@/api/types'
import { Alert } from '@/shared/ui/alert'
import { Button } from '@/shared/ui/button'
import { Field } from '@/shared/ui/field'
import { Input } from '@/shared/ui/input'
import { LinkButton } from '@/shared/ui/link-button'

interface ConnectScreenProps {
  /** The scanned code; null if it has to be typed. */
  readonly scanned: string | null
}

/** Allows a screen that shows a code. First it shows which screen asks; nothing is allowed without a press. */
export function ConnectScreen({ scanned }: ConnectScreenProps): ReactNode {
  const [code, setCode] = useState(scanned ?? '')
  const look = useMutation({
    mutationFn: async (shown: string) =>
      (await client.post<AskingScreen>('/users/me/screens/asking', { code: shown })).data,
  })
  const allow = useMutation({
    mutationFn: (shown: string) => client.post('/users/me/screens', { code: shown }),
  })
  const { mutate: lookAt } = look
  useEffect(() => {
    if (scanned !== null) lookAt(scanned)
  }, [scanned, lookAt])

  if (allow.isSuccess) return <Connected />
  const error = allow.error ?? look.error
  const problem = error === null ? undefined : problemText(error)
  if (look.data !== undefined && allow.error === null) {
    return (
      <Asking
        screen={look.data}
        code={code}
        busy={allow.isPending}
        onAllow={() => allow.mutate(code)}
        onRefuse={() => {
          setCode('')
          look.reset()
        }}
      />
    )
  }
  return (
    <form
      noValidate
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault()
        allow.reset()
        if (code.trim() !== '') lookAt(code)
      }}
    >
      <Field
        label={t`Code`}
        hint={t`The eight letters and digits that the screen shows.`}
        error={problem}
      >
        {(control) => (
          <Input
            {...control}
            value={code}
            maxLength={20}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            className="numeral text-2xl tracking-widest uppercase"
            onChange={(event) => setCode(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" size="large" busy={look.isPending}>
        {t`Continue`}
      </Button>
    </form>
  )
}

interface AskingProps {
  readonly screen: AskingScreen
  readonly code: string
  readonly busy: boolean
  readonly onAllow: () => void
  readonly onRefuse: () => void
}

function Asking({ screen, code, busy, onAllow, onRefuse }: AskingProps): ReactNode {
  return (
    <div className="flex flex-col gap-5">
      <p className="text-xl font-semibold">
        {t`${deviceName(screen.user_agent)} wants to show what you train.`}
      </p>
      <p className="text-muted">
        {t`It gets count, clock, rest and hints while you train, for twelve hours at most: no picture, and nothing else of your account. Under Security you can end it at any time.`}
      </p>
      <Alert tone="warning" title={t`Is this code on the screen in front of you?`}>
        <span translate="no" className="numeral text-3xl tracking-wide uppercase">
          {code}
        </span>
      </Alert>
      <div className="grid grid-cols-2 gap-3">
        <Button variant="secondary" size="large" onClick={onRefuse}>
          {t`No`}
        </Button>
        <Button variant="accent" size="large" busy={busy} onClick={onAllow}>
          {t`Yes, allow`}
        </Button>
      </div>
    </div>
  )
}

function Connected(): ReactNode {
  return (
    <div role="status" className="flex flex-col items-start gap-4">
      <MonitorCheck aria-hidden className="text-accent-ink size-10" />
      <p className="text-xl font-semibold">{t`Connected. The screen shows your next set.`}</p>
      <LinkButton to="/train">{t`Train`}</LinkButton>
    </div>
  )
}
