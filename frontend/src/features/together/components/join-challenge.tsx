import { plural, t } from '@lingui/core/macro'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { TOGETHER_KEY, joinChallenge, lookAtChallenge } from '../api/together'
import { useTogetherMutation } from '../hooks/use-together-mutation'
import { challengeName } from '../lib/together-words'
import { problemText } from '@/account/problem-text'
import type { ChallengeInvitation } from '@/api/types'
import { momentOf } from '@/shared/lib/dates'
import { Alert } from '@/shared/ui/alert'
import { Button } from '@/shared/ui/button'
import { Card, CardTitle } from '@/shared/ui/card'
import { Spinner } from '@/shared/ui/spinner'

interface JoinChallengeProps {
  readonly token: string
  readonly onDone: () => void
}

/** The invitation of an opened link: the challenge, what others will see, and a button to join. */
export function JoinChallenge({ token, onDone }: JoinChallengeProps): ReactNode {
  const { data: invitation, error } = useQuery({
    queryKey: [...TOGETHER_KEY, 'invitation', token],
    queryFn: () => lookAtChallenge(token),
    retry: false,
  })
  return (
    <Card aria-labelledby="invitation-title" className="flex flex-col gap-4">
      <CardTitle id="invitation-title">{t`You were sent a challenge`}</CardTitle>
      {invitation === undefined && error === null ? <Spinner label={t`Loading`} /> : null}
      {error === null ? null : (
        <Alert
          tone="warning"
          actions={
            <Button size="small" variant="secondary" onClick={onDone}>
              {t`Dismiss`}
            </Button>
          }
        >
          {problemText(error)}
        </Alert>
      )}
      {invitation === undefined ? null : (
        <Offer invitation={invitation} token={token} onDone={onDone} />
      )}
    </Card>
  )
}

interface OfferProps extends JoinChallengeProps {
  readonly invitation: ChallengeInvitation
}

function Offer({ invitation, token, onDone }: OfferProps): ReactNode {
  const { made_by, participants, is_joined } = invitation
  const joining = useTogetherMutation(joinChallenge, onDone)
  const end = momentOf(new Date(invitation.ends_at))
  return (
    <>
      <div>
        <p className="font-semibold">{challengeName(invitation)}</p>
        <p className="text-muted text-sm">
          {[
            t`made by ${made_by}`,
            t`Until ${end}`,
            plural(participants, { one: '# takes part', other: '# take part' }),
          ].join(' · ')}
        </p>
      </div>
      <p>
        {is_joined
          ? t`You have already joined.`
          : t`Everyone who takes part will see your username, what the camera counts of this exercise from now until the end, how much of it was in good form, and what you enter by hand. Nothing else. You can leave at any time.`}
      </p>
      <div className="flex flex-wrap gap-3">
        {is_joined ? null : (
          <Button busy={joining.isPending} onClick={() => joining.mutate(token)}>
            {t`Join`}
          </Button>
        )}
        <Button variant="secondary" onClick={onDone}>
          {is_joined ? t`Dismiss` : t`Not now`}
        </Button>
      </div>
    </>
  )
}
