import { t } from '@lingui/core/macro'
import { Monitor, Moon, Sun } from 'lucide-react'
import type { ReactNode } from 'react'
import { THEME_CHOICES, type ThemeChoice, useTheme } from '@/shared/lib/theme'
import { IconButton } from '@/shared/ui/icon-button'

const ICONS = { system: Monitor, light: Sun, dark: Moon }

function following(choice: ThemeChoice): ThemeChoice {
  const next = (THEME_CHOICES.indexOf(choice) + 1) % THEME_CHOICES.length
  return THEME_CHOICES[next] ?? 'system'
}

/** One button that cycles through the themes: system, light, dark. */
export function ThemeSwitch(): ReactNode {
  const { choice, choose } = useTheme()
  const Icon = ICONS[choice]
  const names = { system: t`system`, light: t`light`, dark: t`dark` }
  return (
    <IconButton
      label={t`Theme: ${names[choice]}. Change to ${names[following(choice)]}`}
      onClick={() => choose(following(choice))}
    >
      <Icon aria-hidden className="size-5" />
    </IconButton>
  )
}
