import { describe, expect, it } from 'vitest'
import { RUNNING_PLAN, isAnythingStored, durableValue } from './durable-value'

const note = durableValue<string>({
  key: RUNNING_PLAN,
  parse: (value) => (typeof value === 'string' ? value : null),
  isLater: () => false,
})

describe('isAnythingStored', () => {
  it('is true at once after a save, and false after clearing', async () => {
    expect(await isAnythingStored()).toBe(false)
    note.save('a set')
    expect(await isAnythingStored()).toBe(true)
    note.clear()
    expect(await isAnythingStored()).toBe(false)
  })
})
