import type { Judged, Verdicts } from './judge.ts'

/**
 * A repetition of which the judge is at least so sure that it was another thing is none; mean probability over its length.
 * Low, for the rules of an exercise have been asked before: the judge has a veto, no more.
 */
const LEAST_PROBABILITY: Partial<Record<Judged, number>> = {
  lunge: 0.1,
  'high-knees': 0.1,
  'jumping-jack': 0.1,
  squat: 0.05,
}

/** Whether the judge denies that `exercise` was done between two times; never where it has not learnt it or has not seen enough. */
export function isDenied(
  judge: Verdicts | null,
  exercise: string,
  fromMs: number,
  toMs: number,
): boolean {
  const least = isGated(exercise) ? LEAST_PROBABILITY[exercise] : undefined
  if (judge === null || least === undefined || !isGated(exercise)) return false
  const probability = judge.mean(exercise, fromMs, toMs)
  return probability !== null && probability < least
}

function isGated(exercise: string): exercise is Judged {
  return exercise in LEAST_PROBABILITY
}
