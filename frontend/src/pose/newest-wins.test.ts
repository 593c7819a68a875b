import { describe, expect, it } from 'vitest'
import { NewestWins } from './newest-wins'

function gateTo(sent: number[]): NewestWins<number> {
  return new NewestWins((item: number) => sent.push(item))
}

describe('NewestWins', () => {
  it('lets the first through at once', () => {
    const sent: number[] = []
    gateTo(sent).offer(1)
    expect(sent).toEqual([1])
  })

  it('keeps only the newest while one is under way', () => {
    const sent: number[] = []
    const gate = gateTo(sent)
    for (const item of [1, 2, 3, 4]) gate.offer(item)
    gate.done()
    expect(sent).toEqual([1, 4])
  })

  it('sends nothing twice', () => {
    const sent: number[] = []
    const gate = gateTo(sent)
    gate.offer(1)
    gate.offer(2)
    gate.done()
    gate.done()
    gate.offer(3)
    expect(sent).toEqual([1, 2, 3])
  })

  it('forgets what was under way and what waited', () => {
    const sent: number[] = []
    const gate = gateTo(sent)
    gate.offer(1)
    gate.offer(2)
    gate.clear()
    gate.done()
    gate.offer(3)
    expect(sent).toEqual([1, 3])
  })
})
