import { t } from '@lingui/core/macro'
import { type ReactNode, useState } from 'react'
import { block } from '../api/together'
import { useTogetherMutation } from '../hooks/use-together-mutation'
import { Button } from '@/shared/ui/button'
import { ConfirmDialog } from '@/shared/ui/confirm-dialog'

/** Blocks a user, after explaining the consequences. */
export function BlockButton({ username }: { readonly username: string }): ReactNode {
  const [asking, setAsking] = useState(false)
  const blocking = useTogetherMutation(block, () => setAsking(false))
  return (
    <>
      <Button
        size="small"
        variant="secondary"
        aria-label={t`Block ${username}`}
        onClick={() => setAsking(true)}
      >
        {t`Block`}
      </Button>
      {asking ? (
        <ConfirmDialog
          title={t`Block ${username}?`}
          confirmLabel={t`Block`}
          busy={blocking.isPending}
          onConfirm={() => blocking.mutate(username)}
          onClose={() => setAsking(false)}
        >
          {t`Neither of you follows the other any more, or sees the other in a challenge. They are not told. You can unblock them later.`}
        </ConfirmDialog>
      ) : null}
    </>
  )
}
