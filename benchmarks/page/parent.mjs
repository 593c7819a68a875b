import { fstatSync } from 'node:fs'

/** Has `end` called, and this process with it, when whoever started it dies: page.py holds its standard input open. */
export function endWithParent(end) {
  if (!fstatSync(0).isFIFO()) return
  process.stdin.once('end', () => {
    end()
    process.exit(1)
  })
  process.stdin.resume()
}

/** To be called when the work is done: an open standard input would keep the process. */
export function parentMayGo() {
  process.stdin.destroy()
}
