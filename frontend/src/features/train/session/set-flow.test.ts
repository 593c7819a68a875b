import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FlowOptions, SetFlow, type Sighting } from './set-flow'

const HANDS_FREE: FlowOptions = {
  startsInPosition: true,
  pausesWhenAway: true,
  endsWhenAway: true,
  endsOnGesture: true,
  countdownMs: 3_000,
  target: { kind: 'open' },
  isHold: false,
}
const FRAME_MS = 100

/** A person in front of the camera, ten pictures a second. */
class Scene {
  readonly flow: SetFlow
  nowMs = 0
  reps = 0
  heldMs = 0

  constructor(options: Partial<FlowOptions> = {}, earlierMs: number | null = null) {
    this.flow = new SetFlow({ ...HANDS_FREE, ...options }, 0, earlierMs)
  }

  get seconds(): number {
    return this.flow.clock.elapsedMs(this.nowMs) / 1000
  }

  frame(sighting: Partial<Sighting> = {}): void {
    this.nowMs += FRAME_MS
    const { reps, heldMs, nowMs: atMs } = this
    const nothing = { ready: false, inPosition: false, repFromMs: null, stopGesture: false }
    this.flow.see({ ...nothing, atMs, reps, heldMs, ...sighting })
  }

  frames(seconds: number, sighting: Partial<Sighting> = {}): this {
    for (let i = 0; i < seconds * 10; i += 1) this.frame(sighting)
    return this
  }

  inPosition(seconds: number): this {
    return this.frames(seconds, { ready: true, inPosition: true })
  }

  absent(seconds: number): this {
    return this.frames(seconds)
  }

  /** This many repetitions, one a second. */
  repeat(reps: number): this {
    for (let i = 0; i < reps && this.flow.phase !== 'ended'; i += 1) {
      this.frames(0.9, { inPosition: true })
      this.reps += 1
      this.frame({ inPosition: true, repFromMs: this.nowMs + FRAME_MS - 1_000 })
    }
    return this
  }

  begun(): this {
    return this.inPosition(5)
  }
}

describe('the beginning', () => {
  it('comes when the start position was held for a second and a half, after a countdown', () => {
    const scene = new Scene().absent(10)
    expect(scene.flow.phase).toBe('armed')
    scene.inPosition(1.4)
    expect(scene.flow.phase).toBe('armed')
    scene.inPosition(0.2)
    expect(scene.flow.phase).toBe('countdown')
    expect(scene.flow.countdownLeftMs(scene.nowMs)).toBe(3_000)
    scene.inPosition(2.9)
    expect(scene.flow.phase).toBe('countdown')
    scene.inPosition(0.1)
    expect(scene.flow.phase).toBe('counting')
    expect(scene.inPosition(2).seconds).toBe(2)
  })

  it('ignores a single doubtful picture, but not leaving the position', () => {
    const scene = new Scene().inPosition(1)
    scene.absent(0.2).inPosition(0.5)
    expect(scene.flow.phase).toBe('countdown')
    const mover = new Scene().inPosition(1).absent(0.6).inPosition(1)
    expect(mover.flow.phase).toBe('armed')
  })

  it('comes with a repetition that is done before "go"', () => {
    const eager = new Scene().absent(2).repeat(2)
    expect(eager.flow.phase).toBe('counting')
    expect(eager.seconds).toBe(2)
    const inCountdown = new Scene().inPosition(2).repeat(1)
    expect(inCountdown.flow.phase).toBe('counting')
    expect(inCountdown.seconds).toBe(1)
  })

  it('includes the first repetition if it is reported only after "go"', () => {
    const scene = new Scene().inPosition(4.6)
    scene.reps = 4
    scene.frame({ inPosition: true, repFromMs: scene.nowMs - 2_000 })
    expect(scene.seconds).toBeCloseTo(2.1)
  })

  it('waits again if nobody is there after "go"', () => {
    const scene = new Scene().begun().absent(4)
    expect(scene.flow.phase).toBe('armed')
    scene.absent(30)
    expect(scene.flow.phase).toBe('armed')
    scene.inPosition(5)
    expect(scene.flow.phase).toBe('counting')
    expect(scene.seconds).toBeLessThan(1)
  })

  it('comes at once, or after a countdown, if the set shall not wait for a position', () => {
    expect(new Scene({ startsInPosition: false, countdownMs: 0 }).flow.phase).toBe('counting')
    const scene = new Scene({ startsInPosition: false }).absent(2.9)
    expect(scene.flow.phase).toBe('countdown')
    expect(scene.absent(0.2).flow.phase).toBe('counting')
  })

  it('can be brought forward by hand', () => {
    const scene = new Scene()
    scene.flow.beginNow(0)
    expect(scene.flow.phase).toBe('counting')
  })
})

describe('an absence', () => {
  it('stops set time from its beginning to its end, so that 18 seconds do not count', () => {
    const stayed = new Scene().begun().repeat(6)
    const left = new Scene().begun().repeat(3).absent(18)
    expect(left.flow.phase).toBe('away')
    left.repeat(3)
    expect(left.flow.phase).toBe('counting')
    expect(left.seconds).toBeCloseTo(stayed.seconds, 0)
  })

  it('keeps the time of the repetition that ends it', () => {
    const scene = new Scene().begun().repeat(3).absent(10)
    const before = scene.seconds
    scene.reps += 1
    scene.frame({ repFromMs: scene.nowMs - 900 })
    expect(scene.flow.phase).toBe('counting')
    expect(scene.seconds - before).toBeCloseTo(1)
  })

  it('is not noted if it is short', () => {
    const scene = new Scene().begun().repeat(3)
    const before = scene.seconds
    expect(scene.absent(2.5).flow.phase).toBe('counting')
    expect(scene.inPosition(0.1).seconds - before).toBeCloseTo(2.6)
  })

  it('ends the set after 20 seconds, and says how long until then', () => {
    const scene = new Scene().begun().repeat(3)
    const before = scene.seconds
    scene.absent(15)
    expect(scene.flow.endsInMs(scene.nowMs)).toBe(5_000)
    scene.absent(4.8)
    expect(scene.flow.phase).toBe('away')
    scene.absent(0.3)
    expect(scene.flow).toMatchObject({ phase: 'ended', endReason: 'away' })
    expect(scene.seconds).toBe(before)
  })

  it('ends the set also if no pictures come any more', () => {
    const scene = new Scene().begun().repeat(3)
    scene.flow.tick(scene.nowMs + 5_000)
    expect(scene.flow.phase).toBe('away')
    scene.flow.tick(scene.nowMs + 20_000)
    expect(scene.flow.endReason).toBe('away')
  })

  it('does neither if that is switched off', () => {
    const runsOn = new Scene({ pausesWhenAway: false }).begun().repeat(3)
    const before = runsOn.seconds
    expect(runsOn.absent(10).flow.phase).toBe('counting')
    expect(runsOn.seconds - before).toBeCloseTo(10)
    const stays = new Scene({ endsWhenAway: false }).begun().repeat(3).absent(60)
    expect(stays.flow.phase).toBe('away')
    expect(stays.flow.endsInMs(stays.nowMs)).toBeNull()
  })
})

describe('the end', () => {
  it('comes with the last repetition of the target', () => {
    const scene = new Scene({ target: { kind: 'reps', reps: 3 } }).begun().repeat(5)
    expect(scene.flow).toMatchObject({ phase: 'ended', endReason: 'target' })
    expect(scene.reps).toBe(3)
  })

  it('comes when the time is up, without absences', () => {
    const scene = new Scene({ target: { kind: 'seconds', seconds: 10 } }).begun().repeat(5)
    scene.absent(12).repeat(4)
    expect(scene.flow.phase).toBe('counting')
    scene.repeat(3)
    expect(scene.flow.endReason).toBe('target')
    expect(scene.seconds).toBeCloseTo(10)
  })

  it('comes when a hold was held for long enough', () => {
    const scene = new Scene({ isHold: true, target: { kind: 'seconds', seconds: 5 } }).begun()
    scene.inPosition(10)
    expect(scene.flow.phase).toBe('counting')
    scene.heldMs = 5_000
    scene.inPosition(0.1)
    expect(scene.flow.endReason).toBe('target')
  })

  it('comes with the gesture, if something counted and it is switched on', () => {
    const scene = new Scene().begun()
    scene.frames(1, { ready: true, stopGesture: true })
    expect(scene.flow.phase).toBe('counting')
    scene.repeat(1).frames(0.1, { stopGesture: true })
    expect(scene.flow.endReason).toBe('gesture')
    const off = new Scene({ endsOnGesture: false }).begun().repeat(1)
    expect(off.frames(1, { stopGesture: true }).flow.phase).toBe('counting')
  })

  it('comes by hand in every phase, once', () => {
    const scene = new Scene().begun().repeat(2)
    scene.flow.pause(scene.nowMs)
    scene.flow.end('touch', scene.nowMs)
    scene.flow.end('key', scene.nowMs)
    scene.repeat(2)
    expect(scene.flow).toMatchObject({ phase: 'ended', endReason: 'touch' })
  })
})

describe('a pause by hand', () => {
  it('ignores everything until it is over', () => {
    const scene = new Scene().begun().repeat(2)
    const before = scene.seconds
    scene.flow.pause(scene.nowMs)
    scene.absent(60)
    expect(scene.flow.phase).toBe('paused')
    scene.flow.resume(scene.nowMs)
    expect(scene.inPosition(1).seconds - before).toBeCloseTo(1)
  })

  it('can end by itself when the person is back in position', () => {
    const scene = new Scene({}, 31_000).absent(5)
    scene.flow.resume(scene.nowMs, 'in-position')
    expect(scene.absent(3).flow.phase).toBe('away')
    expect(scene.seconds).toBe(31)
    expect(scene.inPosition(2).flow.phase).toBe('counting')
    expect(scene.seconds).toBeCloseTo(32.9)
  })
})

it('set time never falls, and never exceeds the time passed', () => {
  const moment = fc.record({ seconds: fc.integer({ min: 1, max: 8 }), present: fc.boolean() })
  fc.assert(
    fc.property(fc.array(moment, { maxLength: 12 }), (moments) => {
      const scene = new Scene().begun().repeat(1)
      for (const { seconds, present } of moments) {
        if (present) scene.repeat(seconds)
        else scene.absent(seconds)
        expect(scene.seconds).toBeLessThanOrEqual(scene.nowMs / 1000)
      }
      const presentSeconds = moments
        .filter(({ present }) => present)
        .reduce((sum, { seconds }) => sum + seconds, 0)
      if (scene.flow.phase !== 'ended') expect(scene.seconds).toBeGreaterThanOrEqual(presentSeconds)
    }),
  )
})
