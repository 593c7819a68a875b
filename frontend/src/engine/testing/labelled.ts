/** The labelled recordings that the repository keeps. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { readFrames } from '../../../scripts/counting/recordings.ts'
import type { PoseFrame } from '../types.ts'

const REPOSITORY = resolve(import.meta.dirname, '../../../..')
/** The folder of the benchmark, and the sets of recordings kept in it. */
export const KEPT = join(REPOSITORY, 'benchmarks/counting')
export const KEPT_SETS = ['recordings', 'recordings-2'] as const
/** The first set, as kept. */
export const FIRST_SET = join(KEPT, KEPT_SETS[0])

export interface Labelled {
  readonly name: string
  readonly exercise: string
  readonly contains: readonly string[]
  readonly trueReps: number
  readonly isSure: boolean
  readonly seconds: number
  readonly frames: readonly PoseFrame[]
}

/** Exercises that a clip shows and its label does not tell. */
const SHOWS_BESIDES = JSON.parse(
  readFileSync(join(KEPT, 'shows-besides.json'), 'utf8'),
) as Readonly<Record<string, readonly string[]>>

/** Every recording of a folder with its label, or those of one exercise, or of some names. */
export function labelled(
  folder: string,
  only?: string,
  names?: readonly string[],
): readonly Labelled[] {
  const [head = '', ...lines] = readFileSync(join(folder, 'manifest.csv'), 'utf8')
    .trim()
    .split('\n')
  const columns = cells(head)
  const paths = recordingPaths(folder)
  return lines.flatMap((line) => {
    const values = cells(line)
    const cell = (column: string): string => values[columns.indexOf(column)] ?? ''
    if (only !== undefined && cell('exercise') !== only) return []
    if (names?.includes(cell('name')) === false) return []
    return {
      name: cell('name'),
      exercise: cell('exercise'),
      contains: [...cell('contains').split(' '), ...(SHOWS_BESIDES[cell('name')] ?? [])],
      trueReps: Number(cell('true_reps')),
      isSure: cell('sure') === 'yes',
      seconds: Number(cell('seconds')),
      frames: readFrames(paths.get(cell('name')) ?? ''),
    }
  })
}

function recordingPaths(folder: string): ReadonlyMap<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return new Map(
    paths
      .filter((path) => path.endsWith('.json.gz'))
      .map((path) => [path.replace(/^.*[/\\]|\.json\.gz$/g, ''), join(folder, path)]),
  )
}

/** The cells of one line of CSV; quotes may hold commas. */
function cells(line: string): readonly string[] {
  return [...line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted ?? plain ?? '',
  )
}
