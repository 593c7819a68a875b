import { ChartColumn, Dumbbell, House, type LucideIcon, Timer, UserRound } from 'lucide-react'

export interface NavigationItem {
  readonly to: string
  readonly label: string
  readonly icon: LucideIcon
}

export const NAVIGATION: readonly NavigationItem[] = [
  { to: '/', label: 'Home', icon: House },
  { to: '/train', label: 'Train', icon: Dumbbell },
  { to: '/history', label: 'History', icon: Timer },
  { to: '/statistics', label: 'Statistics', icon: ChartColumn },
]

export const PROFILE: NavigationItem = { to: '/profile', label: 'Profile', icon: UserRound }
