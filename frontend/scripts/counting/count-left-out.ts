/**
 * Counts rope jumps with judges that have not seen the recording, for the benchmark's cross-validation: one JSON line a file,
 * {"name", "counts": {"COPY": {"FPS": reps, ...}, ...}}.
 *
 *   node scripts/counting/count-left-out.ts FPS,FPS FOLD.json,FOLD.json COPIES FILES...
 *
 * folds as training/ writes them; FPS 0: every frame; COPIES: how many of variations/copies.ts, the first being the recording itself.
 */
import { readFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { createCounter } from '../../src/engine/index.ts'
import type { PoseFrame } from '../../src/engine/index.ts'
import { seeded } from '../../src/engine/testing/random.ts'
import { readFrames, replay, thin } from './recordings.ts'
import { COPIES } from './variations/copies.ts'

interface Fold {
  /** "SET/NAME" of the clips that these nets have not seen. */
  readonly left_out: readonly string[]
  readonly weights: readonly string[]
}

const SEED = 20_260

const [fps = '', folds = '', copies = '', ...files] = process.argv.slice(2)
const rates = fps.split(',').map(Number)
const weights = new Map(
  folds
    .split(',')
    .map((path) => JSON.parse(readFileSync(path, 'utf8')) as Fold)
    .flatMap((fold) => fold.left_out.map((clip) => [clip, fold.weights] as const)),
)

function count(
  frames: readonly PoseFrame[],
  judgeWeights: readonly string[],
): Readonly<Record<string, number>> {
  const counts = rates.map((rate) => {
    const counter = createCounter('jump-rope', { judgeWeights })
    return [String(rate), replay(counter, thin(frames, rate)).snapshot().reps] as const
  })
  return Object.fromEntries<number>(counts)
}

for (const file of files) {
  const name = basename(file).replace(/\.json(\.gz)?$/, '')
  const set = basename(dirname(dirname(file))).replace(/-full$/, '')
  const judgeWeights = weights.get(`${set}/${name}`)
  if (judgeWeights === undefined) throw new RangeError(`no fold leaves out ${set}/${name}`)
  const frames = readFrames(file)
  const counts: Record<string, Readonly<Record<string, number>>> = {}
  for (const { name: copy, change } of COPIES.slice(0, Number(copies)))
    counts[copy] = count(change(frames, seeded(SEED)), judgeWeights)
  process.stdout.write(`${JSON.stringify({ name, counts })}\n`)
}
