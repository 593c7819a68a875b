import { describe, expect, it } from 'vitest'
import { rep } from '../../testing/factories'
import { HANDS_FREE, type Script, worldOf } from '../../testing/live-world'
import type { EndReason } from '../set-flow'
import type { EngineEvent } from '@/engine'
import type { SetTarget } from '@/workouts/plan'
import { type SetRecord, activeMs } from '@/workouts/record/set-record'

describe('hands-free', () => {
  const reps = (...endsMs: number[]): EngineEvent[][] => {
    const frames = Array.from({ length: 400 }, (): EngineEvent[] => [])
    for (const ms of endsMs) frames[ms / 100]?.push(rep(1_000 + ms))
    return frames
  }

  /** A session told to start, ten pictures a second. */
  function begun(target: SetTarget, script: Script, more: { best?: number } = {}) {
    const { pass, ...rest } = worldOf({ handsFree: HANDS_FREE, target, ...more }, [], script)
    rest.session.start(3)
    const frames = (seconds: number): void => {
      for (let i = 0; i < seconds * 10; i += 1) pass(100)
    }
    return { ...rest, frames, counter: rest.counters[1]! }
  }

  it('needs no further press from "ready" to the end of the set', () => {
    const { session, counter, ended, frames } = begun({ kind: 'reps', reps: 2 }, reps(7_000, 9_000))
    counter.become({ inPosition: false })
    frames(1)
    expect(session.view).toMatchObject({ stage: 'armed', heldShare: 0 })
    counter.become({ inPosition: true })
    frames(1)
    expect(session.view).toMatchObject({ stage: 'armed', heldShare: 0.5, hint: 'good' })
    frames(1)
    expect(session.view).toMatchObject({ stage: 'countdown', countdownLeft: 3 })
    frames(3)
    expect(session.view).toMatchObject({ stage: 'running', advice: { milestone: 'go' } })
    frames(4)
    expect(session.view).toMatchObject({ stage: 'finished', reps: 2, endReason: 'target' })
    expect(ended).toMatchObject([[{ reps: 2 }, 'target']])
  })

  it('leaves the tempo of a set unchanged by an absence of 18 seconds', () => {
    const { session, counter, frames, ended } = begun(
      { kind: 'reps', reps: 4 },
      reps(7_000, 9_000, 31_000, 33_000),
    )
    frames(9)
    counter.become({ inPosition: false })
    frames(18)
    expect(session.view).toMatchObject({ stage: 'away', reps: 2, endsInSeconds: 3 })
    counter.become({ inPosition: true })
    frames(7)
    const [[record]] = ended as [[SetRecord, EndReason]]
    expect(record.reps).toBe(4)
    expect(activeMs(record)).toBe(9_000)
    expect(record.elapsed_ms).toBeLessThan(11_000)
  })

  it('ends the set once if nobody comes back', () => {
    const { session, counter, frames, ended } = begun({ kind: 'open' }, reps(7_000))
    frames(8)
    counter.become({ inPosition: false })
    frames(30)
    session.finish()
    expect(ended).toMatchObject([[{ reps: 1 }, 'away']])
  })

  it('announces half of the target and the last five', () => {
    const { session, frames } = begun({ kind: 'seconds', seconds: 12 }, reps(6_000))
    const said: unknown[] = []
    session.store.subscribe(({ advice }, { advice: before }) => {
      if (advice?.kind === 'milestone' && advice !== before) said.push(advice.milestone)
    })
    frames(20)
    expect(said).toEqual(['go', 'halfway', 'last-five'])
  })

  it('announces once that the best set is passed', () => {
    const script = reps(6_000, 7_000, 8_000, 9_000)
    const { session, frames } = begun({ kind: 'open' }, script, { best: 2 })
    const said: [unknown, number][] = []
    session.store.subscribe(({ advice, reps: done }, { advice: before }) => {
      if (advice?.kind === 'milestone' && advice !== before) said.push([advice.milestone, done])
    })
    frames(20)
    expect(session.view.reps).toBe(4)
    expect(said).toEqual([
      ['go', 0],
      ['best', 3],
    ])
  })

  it('gives a cue for a badly judged repetition even if the engine gives none', () => {
    const script = [...reps()]
    script[60] = [rep(7_000, { verdict: 'no-lock-out' })]
    script[70] = [rep(8_000, { verdict: 'shallow' })]
    script[110] = [rep(12_000, { verdict: 'shallow' })]
    const { session, frames } = begun({ kind: 'open' }, script)
    frames(6.1)
    expect(session.view.advice).toMatchObject({ kind: 'cue', cue: 'lock-out' })
    frames(1)
    expect(session.view.advice).toMatchObject({ cue: 'lock-out' })
    frames(4)
    expect(session.view.advice).toMatchObject({ cue: 'go-lower' })
  })
})
