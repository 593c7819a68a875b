import { describe, expect, it } from 'vitest'
import { SecondScreen } from './second-screen'
import type { LiveState } from '@/api/types'

function counted(count: number): LiveState {
  return { exercise_type: 'push-up', phase: 'counting', count, elapsed_seconds: 1, hint: '' }
}

/** A server that answers when it is told to, and a clock that goes on when it is told to. */
class World {
  readonly posts: { state: LiveState; answer: (watched: boolean) => void; fail: () => void }[] = []
  nowMs = 1_000
  readonly #waiting = new Set<{ atMs: number; then: () => void }>()
  readonly screen = new SecondScreen({
    post: (state) =>
      new Promise((resolve, reject) => {
        this.posts.push({ state, answer: resolve, fail: () => reject(new Error('no network')) })
      }),
    nowMs: () => this.nowMs,
    wait: (ms, then) => {
      const entry = { atMs: this.nowMs + ms, then }
      this.#waiting.add(entry)
      return () => this.#waiting.delete(entry)
    },
  })

  get counts(): number[] {
    return this.posts.map(({ state }) => state.count)
  }

  async answer(watched: boolean): Promise<void> {
    this.posts.at(-1)?.answer(watched)
    await Promise.resolve().then(() => undefined)
    await Promise.resolve()
  }

  pass(ms: number): void {
    this.nowMs += ms
    for (const entry of [...this.#waiting]) {
      if (entry.atMs > this.nowMs) continue
      this.#waiting.delete(entry)
      entry.then()
    }
  }
}

describe('showing a set on another screen', () => {
  it('sends only the newest state, one at a time', async () => {
    const world = new World()
    for (const count of [1, 2, 3]) world.screen.show(counted(count))
    expect(world.counts).toEqual([1])

    await world.answer(true)
    world.pass(150)

    expect(world.counts).toEqual([1, 3])
  })

  it('sends a change within 150 ms, and repeats itself every two seconds, while a screen watches', async () => {
    const world = new World()
    world.screen.show(counted(1))
    await world.answer(true)
    world.pass(1_999)
    expect(world.counts).toEqual([1])
    world.pass(1)
    expect(world.counts).toEqual([1, 1])
    await world.answer(true)
    world.pass(150)
    world.screen.show(counted(2))
    expect(world.counts).toEqual([1, 1, 2])
  })

  it('sends one state every five seconds while nobody watches', async () => {
    const world = new World()
    world.screen.show(counted(1))
    await world.answer(false)
    for (let count = 2; count < 100; count += 1) {
      world.pass(100)
      world.screen.show(counted(count))
      if (world.posts.length === 2) break
    }
    expect(world.nowMs).toBe(6_000)
    expect(world.counts).toHaveLength(2)
  })

  it('continues after a failure, with the newest value', async () => {
    const world = new World()
    world.screen.show(counted(1))
    world.posts.at(-1)?.fail()
    await new Promise((resolve) => setTimeout(resolve, 0))
    world.screen.show(counted(2))
    world.pass(5_000)
    expect(world.counts).toEqual([1, 2])
  })

  it('sends the last state on leaving, and nothing afterwards', async () => {
    const world = new World()
    world.screen.at({ set_number: 2, sets: 5 })
    world.screen.show(counted(1))
    await world.answer(true)
    world.screen.show(counted(2))
    world.screen.leave()
    world.pass(60_000)
    expect(world.counts).toEqual([1, 2])
    expect(world.posts.at(-1)?.state).toMatchObject({ set_number: 2, sets: 5 })
  })
})
