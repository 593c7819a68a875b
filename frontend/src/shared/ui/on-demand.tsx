import { t } from '@lingui/core/macro'
import { type ComponentType, type ReactNode, useEffect, useState } from 'react'
import { LoadError } from './load-error'
import { isLoadFailure } from '@/shared/lib/browser/import-fetched'

export interface OnDemand<Props> {
  (props: Props): ReactNode
  /** Loads it now, because the network may be gone when it is shown. If that fails, showing it tries again. */
  readonly preload: () => Promise<void>
}

/** What keeps a part from being shown: its error if it broke, which no other try would change. */
type State = 'loading' | 'loaded' | 'failed' | { readonly broke: unknown }

interface Options {
  /** Shown until it is there. */
  readonly meanwhile?: ReactNode
  /** Shown if it could not be loaded, instead of a line that says so. */
  readonly failed?: ReactNode
}

/**
 * A component that is loaded when it is first shown. Without a network only its place says so, not the whole page, and
 * it loads as soon as there is one: React's own `lazy` remembers a failure for good. Code that breaks is the page's
 * error.
 */
export function onDemand<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  { meanwhile = null, failed }: Options = {},
): OnDemand<Props> {
  let Loaded: ComponentType<Props> | null = null
  const fetchIt = async (): Promise<void> => {
    Loaded ??= await load()
  }

  function Part(props: Props): ReactNode {
    const [state, setState] = useState<State>('loading')
    const retry = (): void => setState('loading')

    useEffect(() => {
      if (state === 'loaded') return undefined
      if (state === 'failed') {
        window.addEventListener('online', retry)
        return () => window.removeEventListener('online', retry)
      }
      let isShown = true
      const end = (ended: State): void => {
        if (isShown) setState(ended)
      }
      fetchIt().then(
        () => end('loaded'),
        (error: unknown) => end(isLoadFailure(error) ? 'failed' : { broke: error }),
      )
      return () => {
        isShown = false
      }
    }, [state])

    if (typeof state === 'object') throw state.broke
    if (Loaded !== null) return <Loaded {...props} />
    if (state !== 'failed') return meanwhile
    if (failed !== undefined) return failed
    return (
      <LoadError text={t`This part could not be loaded. Check your connection.`} onRetry={retry} />
    )
  }

  return Object.assign(Part, { preload: () => fetchIt().catch(() => undefined) })
}
