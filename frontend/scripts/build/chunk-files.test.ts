import { describe, expect, it } from 'vitest'
import { chunkFiles } from './chunk-files'

describe('the files of a chunk', () => {
  const files = chunkFiles({ of: ['pose', 'app/last-seen'], except: ['pose/worker'] })

  it.each([
    ['/repo/frontend/src/pose/choice/pace.ts', true],
    ['/repo/frontend/src/app/last-seen.ts', true],
    ['/repo/frontend/src/app/last-seen-not.ts', false],
    ['/repo/frontend/src/pose/worker/nearest.ts', false],
  ])('%s: %s', (path, isIn) => expect(files.test(path)).toBe(isIn))

  it.each(['workouts/set-record', 'no-room/file'])('are there: not %s', (path) => {
    expect(() => chunkFiles({ of: [path] })).toThrow(path.split('/')[0])
  })
})
