/**
 * Counts the kept recordings and stores the result in benchmarks/counting/counts.json, unless it makes a sum worse.
 *
 *   node scripts/counting/ratchet.ts [--worse]      --worse stores it all the same
 */
import { writeFileSync } from 'node:fs'
import { worse } from './ratchet/figures.ts'
import { countKept, differences, FILE, format, readStored } from './ratchet/stored.ts'

const before = readStored()
const now = countKept()
const changes = differences(before, now)
const losses = worse(before.figures, now.figures)
process.stdout.write([...changes, ...losses, ''].join('\n'))
if (losses.length > 0 && !process.argv.includes('--worse')) {
  process.stderr.write(
    'Not stored: the sums above became worse. `make counts WORSE=1` stores them all the same; say why in the commit.\n',
  )
  process.exitCode = 1
} else {
  writeFileSync(FILE, format(now))
  process.stdout.write(`${String(changes.length)} changes stored in ${FILE}\n`)
}
