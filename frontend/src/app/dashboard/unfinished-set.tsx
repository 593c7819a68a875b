import { lazy, type ReactNode, Suspense } from 'react'

/** What reads an interrupted set is as large as the rest of the home page, and seldom finds one: it comes afterwards. */
const Notice = lazy(async () => {
  const { UnfinishedSetNotice } = await import('@/features/train/components/unfinished-set-notice')
  return { default: UnfinishedSetNotice }
})

/** Leads back to a set that was broken off. */
export function UnfinishedSet(): ReactNode {
  return (
    <Suspense fallback={null}>
      <Notice />
    </Suspense>
  )
}
