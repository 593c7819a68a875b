import { t } from '@lingui/core/macro'
import { VERDICTS } from '../words/enumerated'

export type Verdict = (typeof VERDICTS)[number]

interface Look {
  /** Within a sentence: "3 shallow". */
  readonly name: string
  /** The CSS class of its part of a bar. */
  readonly fill: string
}

const looks = (): Readonly<Record<Verdict, Look>> => ({
  valid: { name: t`good`, fill: 'bg-accent-ink' },
  shallow: { name: t`shallow`, fill: 'bg-warning' },
  'no-lock-out': { name: t`not straight`, fill: 'bg-line-strong' },
  'hips-off-line': { name: t`hips off the line`, fill: 'bg-muted' },
  'low-confidence': { name: t`hard to see`, fill: 'bg-line' },
})

/** All verdicts on a repetition, the good one first, with name and colour. */
export function verdictLooks(): readonly (Look & { readonly verdict: Verdict })[] {
  const known = looks()
  return VERDICTS.map((verdict) => ({ verdict, ...known[verdict] }))
}

/** The name on its own: "Shallow". */
export function verdictTitle(verdict: Verdict): string {
  const { name } = looks()[verdict]
  return name.charAt(0).toLocaleUpperCase() + name.slice(1)
}
