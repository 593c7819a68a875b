import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { allowFollower, endFollow } from '../api/together'
import { useTogetherMutation } from '../hooks/use-together-mutation'
import { visibilityMeaning } from '../lib/together-words'
import { BlockButton } from './block-button'
import { PersonRow } from './person-row'
import type { Follower, Visibility } from '@/api/types'
import { Button } from '@/shared/ui/button'
import { Card, CardTitle } from '@/shared/ui/card'

interface FollowRequestsProps {
  readonly requests: readonly Follower[]
  readonly shows: Visibility
}

/** Incoming follow requests, and what their senders would see. */
export function FollowRequests({ requests, shows }: FollowRequestsProps): ReactNode {
  if (requests.length === 0) return null
  return (
    <Card aria-labelledby="requests-title" className="flex flex-col gap-4">
      <CardTitle id="requests-title">{t`They ask to follow you`}</CardTitle>
      <p className="text-muted">
        {visibilityMeaning(shows)} {t`You can change that, or remove them, at any time.`}
      </p>
      <ul className="m-0 flex list-none flex-col p-0">
        {requests.map((each) => (
          <FollowRequest key={each.id} request={each} />
        ))}
      </ul>
    </Card>
  )
}

function FollowRequest({ request: { id, username } }: { readonly request: Follower }): ReactNode {
  const allowing = useTogetherMutation(allowFollower)
  const declining = useTogetherMutation(endFollow)
  return (
    <PersonRow name={username}>
      <Button
        size="small"
        aria-label={t`Allow ${username}`}
        busy={allowing.isPending}
        onClick={() => allowing.mutate(id)}
      >
        {t`Allow`}
      </Button>
      <Button
        size="small"
        variant="secondary"
        aria-label={t`Decline ${username}`}
        busy={declining.isPending}
        onClick={() => declining.mutate(id)}
      >
        {t`Decline`}
      </Button>
      <BlockButton username={username} />
    </PersonRow>
  )
}

/** The user's followers. */
export function Followers({ followers }: { readonly followers: readonly Follower[] }): ReactNode {
  return (
    <Card aria-labelledby="followers-title" className="flex flex-col gap-4">
      <CardTitle id="followers-title">{t`They follow you`}</CardTitle>
      {followers.length === 0 ? (
        <p className="text-muted">{t`Nobody. People who ask have to wait until you allow it.`}</p>
      ) : (
        <ul className="m-0 flex list-none flex-col p-0">
          {followers.map((each) => (
            <FollowerRow key={each.id} follower={each} />
          ))}
        </ul>
      )}
    </Card>
  )
}

function FollowerRow({ follower: { id, username } }: { readonly follower: Follower }): ReactNode {
  const ending = useTogetherMutation(endFollow)
  return (
    <PersonRow name={username}>
      <Button
        size="small"
        variant="secondary"
        aria-label={t`Remove ${username}`}
        busy={ending.isPending}
        onClick={() => ending.mutate(id)}
      >
        {t`Remove`}
      </Button>
      <BlockButton username={username} />
    </PersonRow>
  )
}
