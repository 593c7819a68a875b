import { t } from '@lingui/core/macro'
import { VERDICTS } from '../words/enumerated'

export type Verdict = (typeof VERDICTS)[number]

interface Look {
  /** Within a sentence: "3 shallow". */
  readonly name: string
  /** Class of its part of a bar. */
  readonly fill: string
}

const looks = (): Readonly<Record<Verdict, Look>> => ({
  valid: { name: t`good`, fill: 'bg-accent-ink' },
  shallow: { name: t`shallow`, fill: 'bg-warning' },
  'no-lock-out': { name: t`not straight`, fill: 'bg-line-strong' },
  'hips-off-line': { name: t`hips off the line`, fill: 'bg-muted' },
  'low-confidence': { name: t`hard to see`, fill: 'bg-line' },
})

/** Every verdict on a repetition, the good one first, as it is called and drawn. */
export function verdictLooks(): readonly (Look & { readonly verdict: Verdict })[] {
  const known = looks()
  return VERDICTS.map((verdict) => ({ verdict, ...known[verdict] }))
}

/** As a text of its own: "Shallow". */
export function verdictTitle(verdict: Verdict): string {
  const { name } = looks()[verdict]
  return name.charAt(0).toLocaleUpperCase() + name.slice(1)
}
