import type { ClipCounts } from './counts.ts'

/** What a person counted in a clip. */
export interface Label {
  readonly name: string
  readonly exercise: string
  readonly contains: readonly string[]
  readonly trueReps: number
  readonly isSure: boolean
}

/** Sums over clips and frame rates, for one exercise. Positives are clips that show it and whose label is sure. */
export interface Figures {
  readonly clips: number
  readonly reps: number
  /** Counts that are not exact, and those of them that are off by more than one. */
  readonly off: number
  readonly offByMore: number
  readonly error: number
  readonly absoluteError: number
  /** Repetitions counted in clips of nobody's exercise, and in clips of another one. */
  readonly falsePlain: number
  readonly falseOther: number
}

/** Those that must not grow. */
const ERRORS = ['offByMore', 'absoluteError', 'falsePlain', 'falseOther'] as const

const NONE: Figures = {
  clips: 0,
  reps: 0,
  off: 0,
  offByMore: 0,
  error: 0,
  absoluteError: 0,
  falsePlain: 0,
  falseOther: 0,
}

/** Sums up one exercise. `counts` has what was counted in each labelled clip. */
export function figuresOf(
  exercise: string,
  labels: readonly Label[],
  counts: ReadonlyMap<string, ClipCounts>,
): Figures {
  let sums = NONE
  for (const label of labels)
    for (const byExercise of Object.values(counts.get(label.name)?.byRate ?? {}))
      sums = add(sums, exercise, label, byExercise[exercise] ?? 0)
  return sums
}

/** What of the figures has become worse, a line each such as "push-up: offByMore 1 -> 2". */
export function worse(
  before: Readonly<Record<string, Figures>>,
  now: Readonly<Record<string, Figures>>,
): readonly string[] {
  return Object.entries(now).flatMap(([exercise, figures]) => {
    const old = before[exercise]
    // More clips may bring more errors.
    if (old?.clips !== figures.clips) return []
    return ERRORS.filter((each) => figures[each] > old[each]).map(
      (each) => `${exercise}: ${each} ${String(old[each])} -> ${String(figures[each])}`,
    )
  })
}

function add(sums: Figures, exercise: string, label: Label, counted: number): Figures {
  if (label.exercise === exercise) {
    const isLabelled = label.isSure && label.trueReps > 0
    return isLabelled ? addPositive(sums, counted, label.trueReps) : sums
  }
  if (label.contains.includes(exercise)) return sums
  return label.exercise === 'none'
    ? { ...sums, falsePlain: sums.falsePlain + counted }
    : { ...sums, falseOther: sums.falseOther + counted }
}

function addPositive(sums: Figures, counted: number, trueReps: number): Figures {
  const error = counted - trueReps
  return {
    ...sums,
    clips: sums.clips + 1,
    reps: sums.reps + trueReps,
    off: sums.off + Number(error !== 0),
    offByMore: sums.offByMore + Number(Math.abs(error) > 1),
    error: sums.error + error,
    absoluteError: sums.absoluteError + Math.abs(error),
  }
}
