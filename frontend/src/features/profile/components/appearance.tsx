import type { ReactNode } from 'react'
import { type ThemeChoice, useTheme } from '@/shared/lib/theme'
import { Segmented } from '@/shared/ui/segmented'

const OPTIONS: readonly { value: ThemeChoice; label: string }[] = [
  { value: 'system', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
]

export function Appearance(): ReactNode {
  const { choice, choose } = useTheme()
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <p className="font-semibold">Theme</p>
      <Segmented label="Theme" value={choice} options={OPTIONS} onChange={choose} />
    </div>
  )
}
