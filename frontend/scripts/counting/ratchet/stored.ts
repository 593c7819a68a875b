/**
 * benchmarks/counting/counts.json: what the engine counts in every recording kept in the repository, a line a clip, and
 * the sums of it. A change of either shows in review.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { EXERCISES } from '../../../src/engine/index.ts'
import { KEPT, KEPT_SETS, labelled } from '../../../src/engine/testing/labelled.ts'
import type { Labelled } from '../../../src/engine/testing/labelled.ts'
import { countAll } from './counts.ts'
import type { ClipCounts, Counts, Hear } from './counts.ts'
import { figuresOf } from './figures.ts'
import type { Figures, Label } from './figures.ts'

export const FILE = join(KEPT, 'counts.json')
const FRAME_RATES = [30, 15]
/** A hold has no repetitions to be off by. */
const COUNTED = EXERCISES.filter((exercise) => exercise !== 'plank')

/**
 * Such as {"label": "push-up 10", "30": "push-up 10, lunge 1", "15": "push-up 10", "auto": "push-up"}: zeros left out.
 */
type Line = Readonly<Record<string, string>>

export interface Stored {
  readonly figures: Readonly<Record<string, Figures>>
  readonly clips: Readonly<Record<string, Readonly<Record<string, Line>>>>
}

export function readStored(): Stored {
  if (!existsSync(FILE)) return { figures: {}, clips: {} }
  return JSON.parse(readFileSync(FILE, 'utf8')) as Stored
}

/**
 * Counts every kept recording anew: minutes of work on a busy machine. `hears`: who hears a clip's counters at the
 * first rate.
 */
export function countKept(hears?: (clip: Labelled) => Hear): Stored {
  const counts = new Map<string, ClipCounts>()
  const labels: Label[] = []
  const clips = Object.fromEntries(
    KEPT_SETS.map((set) => {
      const lines = labelled(join(KEPT, set)).map((clip) => {
        const { name, exercise, contains, trueReps, isSure } = clip
        const counted = countClip(clip, hears?.(clip))
        counts.set(name, counted)
        labels.push({ name, exercise, contains, trueReps, isSure })
        return [name, lineOf(clip, counted)] as const
      })
      return [set, Object.fromEntries(lines)]
    }),
  )
  const figures = COUNTED.map(
    (exercise) => [exercise, figuresOf(exercise, labels, counts)] as const,
  )
  return { figures: Object.fromEntries(figures), clips }
}

/** One line a clip, so that a change of its count is a change of one line. */
export function format({ figures, clips }: Stored): string {
  const sets = Object.entries(clips).map(
    ([set, lines]) => `  ${JSON.stringify(set)}: {\n${listed(lines, '   ')}\n  }`,
  )
  return `{\n "figures": {\n${listed(figures, '  ')}\n },\n "clips": {\n${sets.join(',\n')}\n }\n}\n`
}

/** Clips whose line differs, such as "recordings/pu_anki: push-up 9 -> push-up 10 (30)". */
export function differences(before: Stored, now: Stored): readonly string[] {
  return Object.entries(now.clips).flatMap(([set, lines]) =>
    Object.entries(lines).flatMap(([name, line]) =>
      Object.keys(line)
        .filter((key) => line[key] !== before.clips[set]?.[name]?.[key])
        .map((key) => {
          const old = before.clips[set]?.[name]?.[key] ?? 'not stored'
          return `${set}/${name} (${line.label ?? ''}), ${key}: ${old} -> ${line[key] ?? ''}`
        }),
    ),
  )
}

function countClip({ frames }: Labelled, hear?: Hear): ClipCounts {
  const counted = FRAME_RATES.map((rate, i) => {
    const counts = countAll(frames, rate, i === 0 ? hear : undefined)
    return [String(rate), counts] as const
  })
  return {
    byRate: Object.fromEntries(counted.map(([rate, { counts }]) => [rate, counts])),
    recognised: counted[0]?.[1].recognised ?? 'none',
  }
}

function lineOf({ exercise, trueReps, isSure }: Labelled, counts: ClipCounts): Line {
  const doubt = isSure ? '' : ' or so'
  const label = exercise === 'none' ? exercise : `${exercise} ${String(trueReps)}${doubt}`
  const byRate = FRAME_RATES.map((rate) => {
    const key = String(rate)
    return [`${key} fps`, inWords(counts.byRate[key] ?? {})] as const
  })
  return { label, ...Object.fromEntries(byRate), auto: counts.recognised }
}

function inWords(counts: Counts): string {
  const some = Object.entries(counts).filter(([, reps]) => reps > 0)
  return some.map(([exercise, reps]) => `${exercise} ${String(reps)}`).join(', ') || 'nothing'
}

function listed(entries: Readonly<Record<string, unknown>>, indent: string): string {
  return Object.entries(entries)
    .map(([name, value]) => `${indent}${JSON.stringify(name)}: ${JSON.stringify(value)}`)
    .join(',\n')
}
