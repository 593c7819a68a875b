import { t } from '@lingui/core/macro'
import { type ReactNode, useState } from 'react'
import { endChallenge, leaveChallenge, renewLink } from '../api/together'
import { useTogetherMutation } from '../hooks/use-together-mutation'
import { byHandText, challengeName, formText } from '../lib/together-words'
import { LinkDialog } from './link-dialog'
import { Named } from './named'
import type { Challenge, Participant } from '@/api/types'
import { momentOf } from '@/shared/lib/dates'
import { repsText } from '@/shared/lib/exercises'
import { Button } from '@/shared/ui/button'
import { ConfirmDialog } from '@/shared/ui/confirm-dialog'

/** A challenge with its standings and actions. */
export function ChallengeEntry({ challenge }: { readonly challenge: Challenge }): ReactNode {
  const { is_over, made_by, participants } = challenge
  const name = challengeName(challenge)
  const end = momentOf(new Date(challenge.ends_at))
  return (
    <article aria-label={name} className="border-line flex flex-col gap-3 border-b pb-5">
      <div>
        <h3 className="font-semibold">{name}</h3>
        <p className="text-muted text-sm">
          {is_over ? t`Over since ${end}` : t`Until ${end}`} · {t`made by ${made_by}`}
        </p>
      </div>
      <ol className="m-0 flex list-none flex-col gap-2 p-0">
        {participants.map((each) => (
          <Standing key={each.username} participant={each} exercise={challenge.exercise_type} />
        ))}
      </ol>
      <ChallengeActions challenge={challenge} name={name} />
    </article>
  )
}

interface StandingProps {
  readonly participant: Participant
  readonly exercise: string
}

function Standing({ participant, exercise }: StandingProps): ReactNode {
  const { place, reps, is_there } = participant
  const notes = [is_there ? t`target reached` : '', formText(participant), byHandText(participant)]
  return (
    <li>
      <p className="flex justify-between gap-4">
        <span translate="no" className="wrap-anywhere">
          <span className="numeral me-2">{place}</span>
          <Named person={participant} />
        </span>
        <span className="font-semibold whitespace-nowrap tabular-nums">
          {repsText(exercise, reps)}
        </span>
      </p>
      <p className="text-muted text-sm">{notes.filter(Boolean).join(' · ')}</p>
    </li>
  )
}

interface ActionsProps {
  readonly challenge: Challenge
  readonly name: string
}

function ChallengeActions({ challenge, name }: ActionsProps): ReactNode {
  const { id, is_yours, is_over } = challenge
  const [leaving, setLeaving] = useState(false)
  const [token, setToken] = useState<string | null>(null)
  const renewing = useTogetherMutation(renewLink, setToken)
  const ending = useTogetherMutation(endChallenge)
  const taking = useTogetherMutation(leaveChallenge, () => setLeaving(false))
  return (
    <div className="flex flex-wrap gap-2">
      {is_yours && !is_over ? (
        <>
          <Button
            size="small"
            variant="secondary"
            busy={renewing.isPending}
            onClick={() => renewing.mutate(id)}
          >
            {t`New link`}
          </Button>
          <Button
            size="small"
            variant="secondary"
            busy={ending.isPending}
            onClick={() => ending.mutate(id)}
          >
            {t`End it now`}
          </Button>
        </>
      ) : null}
      <Button size="small" variant="secondary" onClick={() => setLeaving(true)}>
        {is_yours ? t`Delete` : t`Leave`}
      </Button>
      {leaving ? (
        <ConfirmDialog
          title={is_yours ? t`Delete this challenge?` : t`Leave this challenge?`}
          confirmLabel={is_yours ? t`Delete` : t`Leave`}
          busy={taking.isPending}
          onConfirm={() => taking.mutate(id)}
          onClose={() => setLeaving(false)}
        >
          {is_yours
            ? t`${name}: it is gone for everybody who takes part.`
            : t`${name}: your number is gone from it. If you join again, you begin at zero.`}
        </ConfirmDialog>
      ) : null}
      {token === null ? null : <LinkDialog token={token} onClose={() => setToken(null)} />}
    </div>
  )
}
