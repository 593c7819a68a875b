import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { Link, NavLink } from 'react-router'
import { goalsItem, navigation, profileItem } from './navigation'
import { ThemeSwitch } from './theme-switch'
import { useSession } from '@/account/use-session'
import { LinkButton } from '@/shared/ui/link-button'

const LINK =
  'inline-flex min-h-11 items-center gap-2 rounded-control px-3 font-semibold sm:max-lg:px-2 sm:max-lg:text-sm sm:max-md:px-1 text-muted hover:text-ink aria-[current=page]:text-ink aria-[current=page]:bg-sunken'

export function Header(): ReactNode {
  const status = useSession((state) => state.status)
  const goals = goalsItem()
  return (
    <header className="border-line bg-canvas/95 short:static sticky top-0 z-30 border-b backdrop-blur print:hidden">
      <div className="mx-auto flex min-h-16 max-w-5xl flex-wrap items-center gap-2 px-4 max-lg:gap-0 lg:px-6">
        <Link to="/" className="me-auto inline-flex min-h-11 items-center gap-2.5 lg:me-6">
          <img src="/logo.svg" alt="" width={36} height={36} />
          <span className="text-lg font-extrabold tracking-tight whitespace-nowrap max-sm:text-base max-[23rem]:sr-only sm:max-lg:sr-only">
            Exercise Buddy
          </span>
        </Link>
        <nav aria-label={t`Main`} className="me-auto hidden sm:flex lg:gap-1">
          {navigation().map(({ to, label }) => (
            <NavLink key={to} to={to} end={to === '/'} className={LINK}>
              {label}
            </NavLink>
          ))}
          <NavLink to={goals.to} className={`${LINK} max-md:hidden`}>
            {goals.label}
          </NavLink>
        </nav>
        {status === 'guest' ? null : (
          <NavLink to={goals.to} className={`${LINK} max-sm:px-2 max-sm:text-sm md:hidden`}>
            <goals.icon aria-hidden className="size-5" />
            <span className="sm:sr-only">{goals.label}</span>
          </NavLink>
        )}
        <ThemeSwitch />
        <NavLink to={profileItem().to} className={`${LINK} max-sm:hidden`}>
          {profileItem().label}
        </NavLink>
        {status === 'guest' ? (
          <LinkButton to="/login" size="small" className="whitespace-nowrap! max-sm:px-3">
            {t`Sign in`}
          </LinkButton>
        ) : null}
      </div>
    </header>
  )
}
