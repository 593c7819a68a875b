import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { NavLink } from 'react-router'
import { navigation, profileItem } from './navigation'

/** The navigation of a phone, within reach of the thumb. */
export function TabBar(): ReactNode {
  return (
    <nav
      aria-label={t`Main`}
      className="border-line bg-surface short:static fixed inset-x-0 bottom-0 z-30 border-t pb-[env(safe-area-inset-bottom)] sm:hidden"
    >
      <ul className="m-0 flex list-none p-0">
        {[...navigation(), profileItem()].map(({ to, label, icon: Icon }) => (
          // Each as wide as its name and an equal share of the rest: the longest names of some languages do not touch.
          <li key={to} className="flex-auto">
            <NavLink
              to={to}
              end={to === '/'}
              className="text-muted aria-[current=page]:text-accent-ink flex min-h-16 flex-col items-center justify-center gap-1 text-[min(0.75rem,3vw)] font-semibold"
            >
              <Icon aria-hidden className="size-6" />
              {label}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
