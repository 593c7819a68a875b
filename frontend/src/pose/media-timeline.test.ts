import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MediaTimeline } from './media-timeline'

describe('MediaTimeline', () => {
  it('keeps the distances of one video', () => {
    const timeline = new MediaTimeline()
    const first = timeline.at(5_000, 100)
    expect(timeline.at(5_033, 140)).toBe(first! + 33)
  })

  it('drops a picture that is not newer than the last', () => {
    const timeline = new MediaTimeline()
    timeline.at(1_000, 0)
    expect(timeline.at(1_000, 30)).toBeNull()
    expect(timeline.at(990, 60)).toBeNull()
  })

  it('bridges the gap to another video by the wall clock', () => {
    const timeline = new MediaTimeline()
    timeline.at(60_000, 1_000)
    const last = timeline.at(60_033, 1_033)
    timeline.restart()
    expect(timeline.at(0, 3_033)).toBe(last! + 2_000)
    expect(timeline.at(33, 3_066)).toBe(last! + 2_033)
  })

  it('continues if a video loops', () => {
    const timeline = new MediaTimeline()
    const last = timeline.at(60_000, 1_000)
    expect(timeline.at(0, 1_033)).toBe(last! + 33)
  })

  it('keeps the time of a camera whose clock is set back by less than a second', () => {
    const timeline = new MediaTimeline()
    const pictures = Array.from({ length: 60 }, (_, i) => i * 33)
    const times = pictures.flatMap((ms) => timeline.at(ms < 990 ? ms : ms - 900, 5_000 + ms) ?? [])
    expect(times.at(-1)! - times[0]!).toBe(59 * 33)
    expect(times.length).toBeGreaterThan(52)
  })

  it('drops a picture delivered twice after a stall, and goes on by the time of the pictures', () => {
    const timeline = new MediaTimeline()
    const first = timeline.at(1_000, 5_000)!
    expect(timeline.at(1_000, 5_600)).toBeNull()
    expect(timeline.at(1_033, 5_605)).toBe(first + 33)
    expect(timeline.at(1_600, 5_640)).toBe(first + 600)
  })

  it.each([
    ['stands', 0],
    ['is none', Number.NaN],
  ])('goes by the wall clock where that of the pictures %s', (_what, mediaMs) => {
    const timeline = new MediaTimeline()
    const times = Array.from({ length: 60 }, (_, i) => timeline.at(mediaMs, 5_000 + i * 33))
    const second = times.slice(30).map((ms) => ms!)
    second.slice(1).forEach((ms, i) => expect(ms - second[i]!).toBe(33))
  })

  it('never goes back, whatever the videos do', () => {
    const picture = fc.record({
      mediaMs: fc.nat(100_000),
      wallStepMs: fc.nat(5_000),
      restart: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(picture, { maxLength: 60 }), (pictures) => {
        const timeline = new MediaTimeline()
        let wallMs = 0
        const times = pictures.flatMap(({ mediaMs, wallStepMs, restart }) => {
          if (restart) timeline.restart()
          wallMs += wallStepMs
          const time = timeline.at(mediaMs, wallMs)
          return time === null ? [] : [time]
        })
        times.slice(1).forEach((time, i) => expect(time).toBeGreaterThan(times[i]!))
      }),
    )
  })
})
