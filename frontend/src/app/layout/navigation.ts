import { t } from '@lingui/core/macro'
import {
  ChartColumn,
  Dumbbell,
  House,
  type LucideIcon,
  Target,
  Timer,
  UserRound,
} from 'lucide-react'

export interface NavigationItem {
  readonly to: string
  readonly label: string
  readonly icon: LucideIcon
}

export const navigation = (): readonly NavigationItem[] => [
  { to: '/', label: t`Home`, icon: House },
  { to: '/train', label: t`Train`, icon: Dumbbell },
  { to: '/history', label: t`History`, icon: Timer },
  { to: '/statistics', label: t`Statistics`, icon: ChartColumn },
]

export const goalsItem = (): NavigationItem => ({ to: '/goals', label: t`Goals`, icon: Target })

export const profileItem = (): NavigationItem => ({
  to: '/profile',
  label: t`Profile`,
  icon: UserRound,
})
