import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { type ThemeChoice, useTheme } from '@/shared/lib/theme'
import { Segmented } from '@/shared/ui/segmented'

const options = (): readonly { value: ThemeChoice; label: string }[] => [
  { value: 'system', label: t`System` },
  { value: 'light', label: t`Light` },
  { value: 'dark', label: t`Dark` },
]

export function Appearance(): ReactNode {
  const { choice, choose } = useTheme()
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <p className="font-semibold">{t`Theme`}</p>
      <Segmented label={t`Theme`} value={choice} options={options()} onChange={choose} />
    </div>
  )
}
