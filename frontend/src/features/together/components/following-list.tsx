import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { endFollow } from '../api/together'
import { useTogetherMutation } from '../hooks/use-together-mutation'
import { PersonRow } from './person-row'
import type { Following } from '@/api/types'
import { Button } from '@/shared/ui/button'

/** The users followed, and sent follow requests. */
export function FollowingList({
  following,
}: {
  readonly following: readonly Following[]
}): ReactNode {
  if (following.length === 0)
    return <p className="text-muted">{t`Nobody yet. Ask by the username, and they decide.`}</p>
  return (
    <ul className="m-0 flex list-none flex-col p-0">
      {following.map((each) => (
        <FollowingRow key={each.id} following={each} />
      ))}
    </ul>
  )
}

function FollowingRow({ following }: { readonly following: Following }): ReactNode {
  const { id, username, is_allowed, shows } = following
  const ending = useTogetherMutation(endFollow)
  let about: string | undefined
  if (!is_allowed) about = t`Not answered yet`
  else if (shows === 'nothing') about = t`Shows nothing yet`
  return (
    <PersonRow name={username} about={about}>
      <Button
        size="small"
        variant="secondary"
        aria-label={
          is_allowed ? t`Stop following ${username}` : t`Withdraw your request to ${username}`
        }
        busy={ending.isPending}
        onClick={() => ending.mutate(id)}
      >
        {is_allowed ? t`Stop following` : t`Withdraw`}
      </Button>
    </PersonRow>
  )
}
