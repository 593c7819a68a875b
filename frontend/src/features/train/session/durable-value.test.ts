import { describe, expect, it } from 'vitest'
import { isAnythingKept, keptTwice } from './kept-twice'

const note = keptTwice<string>({
  key: 'exercise-buddy.note',
  parse: (value) => (typeof value === 'string' ? value : null),
  isLater: () => false,
})

describe('isAnythingKept', () => {
  it('says so at once after a save, and no longer once that is cleared', async () => {
    expect(await isAnythingKept()).toBe(false)
    note.save('a set')
    expect(await isAnythingKept()).toBe(true)
    note.clear()
    expect(await isAnythingKept()).toBe(false)
  })
})
