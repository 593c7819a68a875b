import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { unblock } from '../api/together'
import { useTogetherMutation } from '../hooks/use-together-mutation'
import { PersonRow } from './person-row'
import type { Together } from '@/api/types'
import { Button } from '@/shared/ui/button'
import { Card, CardTitle } from '@/shared/ui/card'

type Name = Together['blocked'][number]

/** The blocked users. */
export function Blocked({ blocked }: { readonly blocked: readonly Name[] }): ReactNode {
  return (
    <Card aria-labelledby="blocked-title" className="flex flex-col gap-4">
      <CardTitle id="blocked-title">{t`Blocked`}</CardTitle>
      <ul className="m-0 flex list-none flex-col p-0">
        {blocked.map((each) => (
          <BlockedRow key={each.id} name={each} />
        ))}
      </ul>
    </Card>
  )
}

function BlockedRow({ name: { id, username } }: { readonly name: Name }): ReactNode {
  const unblocking = useTogetherMutation(unblock)
  return (
    <PersonRow name={username}>
      <Button
        size="small"
        variant="secondary"
        aria-label={t`Unblock ${username}`}
        busy={unblocking.isPending}
        onClick={() => unblocking.mutate(id)}
      >
        {t`Unblock`}
      </Button>
    </PersonRow>
  )
}
