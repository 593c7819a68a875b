import { t } from '@lingui/core/macro'
import { type ReactNode, useId } from 'react'
import { show } from '../api/together'
import { useTogetherMutation } from '../hooks/use-together-mutation'
import { VISIBILITIES, visibilityMeaning, visibilityName } from '../lib/together-words'
import type { Visibility } from '@/api/types'
import { toast } from '@/shared/lib/toasts'
import { Card, CardTitle } from '@/shared/ui/card'

/** Chooses what followers see; nothing by default. */
export function SharingChoice({ shows }: { readonly shows: Visibility }): ReactNode {
  const nameId = useId()
  const showing = useTogetherMutation(show, (_, visibility) => toast(visibilityMeaning(visibility)))
  const chosen = showing.isPending ? showing.variables : shows
  return (
    <Card aria-labelledby="sharing-title">
      <fieldset className="m-0 flex min-w-0 flex-col gap-1 border-0 p-0">
        <CardTitle id="sharing-title" className="mb-2">
          {t`What followers see of you`}
        </CardTitle>
        <legend className="sr-only">{t`What followers see of you`}</legend>
        {VISIBILITIES.map((each) => (
          <label key={each} className="flex min-h-11 items-center gap-3">
            <input
              type="radio"
              name={nameId}
              checked={each === chosen}
              onChange={() => showing.mutate(each)}
              className="accent-accent-ink size-5 shrink-0"
            />
            {visibilityName(each)}
          </label>
        ))}
      </fieldset>
      <p className="text-muted mt-3 text-sm">
        {t`Of this week and the last two. Never your weight, calories, notes, times of day, or details of a set.`}
      </p>
    </Card>
  )
}
