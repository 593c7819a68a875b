/**
 * Counts rope jumps with judges that have not seen the recording, for the benchmark's cross-validation: one JSON line a file,
 * {"name", "counts": {"FPS": reps, ...}}.
 *
 *   node scripts/count-left-out.ts FPS,FPS FOLD.json,FOLD.json FILES...      folds as training/ writes them; FPS 0: every frame
 */
import { readFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { createCounter } from '../src/engine/index.ts'
import { readFrames, replay, thin } from './recordings.ts'

interface Fold {
  /** "SET/NAME" of the clips that these nets have not seen. */
  readonly left_out: readonly string[]
  readonly weights: readonly string[]
}

const [fps = '', folds = '', ...files] = process.argv.slice(2)
const weights = new Map(
  folds
    .split(',')
    .map((path) => JSON.parse(readFileSync(path, 'utf8')) as Fold)
    .flatMap((fold) => fold.left_out.map((clip) => [clip, fold.weights] as const)),
)
for (const file of files) {
  const name = basename(file).replace(/\.json(\.gz)?$/, '')
  const set = basename(dirname(dirname(file))).replace(/-full$/, '')
  const judgeWeights = weights.get(`${set}/${name}`)
  if (judgeWeights === undefined) throw new RangeError(`no fold leaves out ${set}/${name}`)
  const frames = readFrames(file)
  const counts = fps.split(',').map((rate) => {
    const counter = createCounter('jump-rope', { judgeWeights })
    return [rate, replay(counter, thin(frames, Number(rate))).snapshot().reps] as const
  })
  process.stdout.write(`${JSON.stringify({ name, counts: Object.fromEntries(counts) })}\n`)
}
