import { describe, expect, it } from 'vitest'
import { NewestWins } from './newest-wins'

function gateTo(sent: number[], dropped: number[] = []): NewestWins<number> {
  return new NewestWins<number>(
    (item) => sent.push(item),
    (item) => dropped.push(item),
  )
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

  it('tells of each item that is not sent', () => {
    const dropped: number[] = []
    const gate = gateTo([], dropped)
    for (const item of [1, 2, 3]) gate.offer(item)
    expect(dropped).toEqual([2])
    gate.clear()
    expect(dropped).toEqual([2, 3])
  })

  it('is busy until the item has arrived', () => {
    const gate = gateTo([])
    expect(gate.isBusy).toBe(false)
    gate.offer(1)
    expect(gate.isBusy).toBe(true)
    gate.done()
    expect(gate.isBusy).toBe(false)
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
