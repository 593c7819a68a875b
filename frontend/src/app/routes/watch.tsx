import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useSession } from '@/account/use-session'
import { PairedScreen } from '@/features/watch/components/paired-screen'
import { WatchScreen } from '@/features/watch/components/watch-screen'
import { PageTitle } from '@/shared/ui/page-title'
import { Spinner } from '@/shared/ui/spinner'

/** A signed-in user watches at once; any other screen has to be let in by a signed-in phone. */
function Watch(): ReactNode {
  const status = useSession((state) => state.status)
  if (status === 'starting') return <Spinner label={t`Loading`} />
  return status === 'guest' ? <PairedScreen /> : <WatchScreen />
}

export function Component(): ReactNode {
  return (
    <main className="bg-canvas text-ink fixed inset-0 z-30 flex flex-col">
      <PageTitle title={t`Second screen`} />
      <h1 className="sr-only">{t`Second screen`}</h1>
      <Link to="/" className="text-muted self-start p-4 font-semibold underline">
        Exercise Buddy
      </Link>
      <Watch />
    </main>
  )
}
