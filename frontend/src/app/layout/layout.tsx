import { t } from '@lingui/core/macro'
import { type ReactNode, useEffect } from 'react'
import { Outlet, ScrollRestoration } from 'react-router'
import { ConnectionBanner } from './banners/connection-banner'
import { PlainHttpBanner } from './banners/plain-http-banner'
import { UpdateBanner } from './banners/update-banner'
import { ZoneOffer } from './banners/zone-offer'
import { Header } from './header'
import { PendingPage } from './pending-page'
import { TabBar } from './tab-bar'
import { followHabits } from '@/shared/words/follow-habits'

export function Layout(): ReactNode {
  // Not on the pages of training, which have no layout: nothing reloads in the middle of a set.
  useEffect(followHabits, [])

  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#main"
        className="rounded-control bg-primary text-on-primary sr-only z-50 px-4 py-3 font-semibold focus:not-sr-only focus:fixed focus:start-3 focus:top-3"
      >
        {t`Skip to content`}
      </a>
      <PendingPage />
      <Header />
      <ConnectionBanner />
      <PlainHttpBanner />
      <ZoneOffer />
      <UpdateBanner />
      <main
        id="main"
        tabIndex={-1}
        className="short:pb-8 mx-auto w-full max-w-5xl flex-1 px-4 pt-6 pb-28 sm:px-6 sm:pt-10 sm:pb-16"
      >
        <Outlet />
      </main>
      <TabBar />
      <ScrollRestoration />
    </div>
  )
}
