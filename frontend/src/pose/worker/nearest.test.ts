import { describe, expect, it, vi } from 'vitest'
import { Nearest } from './nearest'
import type { Seen } from './track'

const SIZE = { width: 640, height: 480 }
const [WRIST, ANKLE] = [15, 27]

/** Somebody of whom a metre takes this many pixels, at this share of the picture's width. */
function person(pixelsPerMetre: number, x = 0.5): Seen {
  const landmarks = new Float32Array(4 * 33)
  const worldLandmarks = new Float32Array(3 * 33)
  for (let joint = 0; joint < 33; joint++) {
    const [sideways, down] = [0.1 * (joint % 2), 0.05 * joint - 0.8]
    worldLandmarks.set([sideways, down], 3 * joint)
    landmarks.set(
      [
        x + (sideways * pixelsPerMetre) / SIZE.width,
        0.5 + (down * pixelsPerMetre) / SIZE.height,
        0,
        0.9,
      ],
      4 * joint,
    )
  }
  return { landmarks, worldLandmarks }
}

function withJoint(pose: Seen, index: number, change: Readonly<Record<number, number>>): Seen {
  const landmarks = Float32Array.from(pose.landmarks)
  for (const [axis, value] of Object.entries(change)) landmarks[4 * index + Number(axis)] = value
  return { ...pose, landmarks }
}

/** The times at which it looks for somebody else, at twenty pictures a second. */
async function looks(
  seconds: number,
  poseAt: (ms: number) => Seen | null,
): Promise<readonly number[]> {
  const nearest = new Nearest()
  const atMs: number[] = []
  for (let ms = 0; ms < 1000 * seconds; ms += 50) {
    const pose = poseAt(ms)
    if (pose === null) continue
    const elsewhere = (): null => {
      atMs.push(ms)
      return null
    }
    await nearest.choose(pose, { atMs: ms, ...SIZE }, elsewhere, () => Promise.resolve(pose))
  }
  return atMs
}

describe('Nearest', () => {
  it('follows somebody nearer than the figure that was found', async () => {
    const [onTheSofa, trainee] = [person(100, 0.1), person(200)]
    const back = vi.fn()
    const choice = new Nearest().choose(onTheSofa, { atMs: 0, ...SIZE }, () => trainee, back)
    expect(await choice).toEqual({ pose: trainee, isOther: true })
    expect(back).not.toHaveBeenCalled()
  })

  it.each([
    ['farther away', person(100, 0.1)],
    ['about as near', person(220, 0.1)],
    ['nowhere', null],
  ])('keeps to whom it follows if the other is %s', async (_where, other) => {
    const [trainee, again] = [person(200), person(200)]
    const choose = (found: Seen | null): ReturnType<Nearest['choose']> =>
      new Nearest().choose(
        trainee,
        { atMs: 0, ...SIZE },
        () => other,
        () => Promise.resolve(found),
      )
    expect(await choose(again)).toEqual({ pose: again, isOther: false })
    expect(await choose(null)).toEqual({ pose: trainee, isOther: false })
  })

  it('looks for others as somebody appears, then every three seconds while nobody moves', async () => {
    expect(await looks(8, () => person(200))).toEqual([0, 3000, 6000])
  })

  it('looks for nobody nearer than someone whom only a crop showed, until they stand still', async () => {
    const nearest = new Nearest()
    const far = person(50)
    const elsewhere = vi.fn(() => null)
    nearest.keepTo(far, { atMs: 0, ...SIZE })
    for (const atMs of [33, 2900, 3000])
      await nearest.choose(far, { atMs, ...SIZE }, elsewhere, () => Promise.resolve(far))
    expect(elsewhere).toHaveBeenCalledTimes(1)
  })

  it('leaves those alone who move, if only a hand', async () => {
    const hand = (ms: number): Seen =>
      withJoint(person(200), WRIST, { 1: 0.5 + 0.15 * Math.sin(ms / 300) })
    expect(await looks(8, hand)).toEqual([0])
  })

  it('takes no movement from a joint that is not seen', async () => {
    const foot = (ms: number): Seen =>
      withJoint(person(200), ANKLE, { 1: 0.9 + 0.1 * Math.sin(ms / 300), 3: 0.1 })
    expect(await looks(7, foot)).toEqual([0, 3000, 6000])
  })

  it('looks anew at once when somebody appears after an absence', async () => {
    const away = (ms: number): Seen | null => (ms > 1000 && ms < 4000 ? null : person(200))
    expect(await looks(5, away)).toEqual([0, 4000])
  })

  describe('when somebody passes in front, whom MediaPipe takes for who trains', () => {
    const trainee = person(200)
    /** Stands in the middle for three seconds; then walks to the right by a picture in four. */
    const handedOver = (ms: number): Seen =>
      ms < 3000 ? trainee : person(220, 0.5 + (ms - 3000) / 4000)

    /** When and to whom it goes over, if the rest of the picture shows `other`. */
    async function goesOver(
      other: Seen | null,
      poseAt: (ms: number) => Seen = handedOver,
    ): Promise<readonly number[]> {
      const nearest = new Nearest()
      const atMs: number[] = []
      for (let ms = 0; ms < 5000; ms += 50) {
        const pose = atMs.length > 0 && other !== null ? other : poseAt(ms)
        const picture = { atMs: ms, ...SIZE }
        const elsewhere = (): Seen | null => (ms === 0 ? null : other)
        const back = (): Promise<Seen> => Promise.resolve(pose)
        if ((await nearest.choose(pose, picture, elsewhere, back)).isOther) atMs.push(ms)
      }
      return atMs
    }

    it('goes back to who trains as soon as they are seen again, and stays', async () => {
      const times = await goesOver(trainee)
      expect(times).toHaveLength(1)
      expect(times[0]).toBeGreaterThan(3500)
      expect(times[0]).toBeLessThan(4500)
    })

    it.each([
      ['nobody', null],
      ['somebody farther off, behind where they were', person(130)],
      ['somebody elsewhere', person(200, 0.1)],
    ])('keeps to who walks away if they leave %s', async (_whom, other) => {
      expect(await goesOver(other)).toEqual([])
    })

    it('keeps to who has only come through', async () => {
      expect(await goesOver(trainee, (ms) => person(220, ms / 4000))).toEqual([])
    })
  })

  describe('when a poster hangs there, larger than who trains', () => {
    const poster = person(200, 0.2)
    const jumper = (ms: number): Seen => moved(person(120, 0.7), 0, 0.06 * Math.sin(ms / 70))

    /** When and to whom it goes over: first `figure` is found, then whom it has gone over to. */
    async function followed(
      figure: (ms: number) => Seen,
      other: (ms: number) => Seen | null,
      seconds = 20,
    ): Promise<readonly number[]> {
      const nearest = new Nearest()
      const atMs: number[] = []
      for (let ms = 0; ms < 1000 * seconds; ms += 50) {
        const isOver = atMs.length % 2 === 1
        const [pose, elsewhere] = isOver ? [other(ms), figure(ms)] : [figure(ms), other(ms)]
        if (pose === null) continue
        const back = (): Promise<Seen> => Promise.resolve(pose)
        const chosen = await nearest.choose(pose, { atMs: ms, ...SIZE }, () => elsewhere, back)
        if (chosen.isOther) atMs.push(ms)
      }
      return atMs
    }

    it('leaves it for who moves, six seconds after it appeared, and for good', async () => {
      const times = await followed(() => poster, jumper)
      expect(times).toHaveLength(1)
      expect(times[0]).toBeGreaterThanOrEqual(6000)
      expect(times[0]).toBeLessThan(9000)
    })

    it('looks again within a second once six have passed and somebody is there', async () => {
      const times = await followed(
        () => poster,
        (ms) => (ms < 5900 ? null : jumper(ms)),
      )
      expect(times).toHaveLength(1)
      expect(times[0]).toBeGreaterThan(6000)
      expect(times[0]).toBeLessThan(8500)
    })

    it('does not go back to it while they rest', async () => {
      const rests = (ms: number): Seen => jumper(Math.min(ms, 10_000))
      expect(await followed(() => poster, rests, 25)).toHaveLength(1)
    })

    it.each<[string, (ms: number) => Seen, (ms: number) => Seen | null]>([
      ['somebody who came and holds still', (ms) => person(200, ms < 500 ? 0.1 : 0.2), jumper],
      ['the one if both are pictures', () => poster, () => person(120, 0.7)],
      ['it if nobody else is there', () => poster, () => null],
    ])('keeps to %s', async (_whom, figure, other) => {
      expect(await followed(figure, other)).toEqual([])
    })

    it('keeps to somebody who came, is missed for three seconds and holds still where they were', async () => {
      const came = (ms: number): Seen => person(200, ms < 500 ? 0.1 : 0.2)
      const nearest = new Nearest()
      const over: number[] = []
      for (let ms = 0; ms < 20_000; ms += 50) {
        if (ms > 2000 && ms < 5000) continue
        const pose = came(ms)
        const picture = { atMs: ms, ...SIZE }
        const back = (): Promise<Seen> => Promise.resolve(pose)
        if ((await nearest.choose(pose, picture, () => jumper(ms), back)).isOther) over.push(ms)
      }
      expect(over).toEqual([])
    })
  })

  it('looks for nobody else when somebody gets down where they stood', async () => {
    const down = moved(person(200), 0, 0.45)
    expect(await looks(5, (ms) => (ms < 2500 ? person(200) : down))).toEqual([0])
  })
})

function moved({ landmarks, worldLandmarks }: Seen, right: number, down: number): Seen {
  const by = [right, down, 0, 0]
  return { landmarks: landmarks.map((value, i) => value + (by[i % 4] ?? 0)), worldLandmarks }
}
