import { expect, test } from 'vitest'
import { BodyTracker } from '../../body/body-tracker.ts'
import { filmParts } from '../testing/skipping-body.ts'
import { StepCheck } from './step-check.ts'

test('steps that were missed are placed one period apart, even before the first counted one', () => {
  const check = new StepCheck({ mean: () => 1 })
  const tracker = new BodyTracker()
  const frames = filmParts([{ movement: 'steps', cycles: 16, perMinute: 240 }])
  let lost: readonly number[] = []
  for (const frame of frames)
    tracker.track(frame, (body) => {
      check.push(body, { isOpen: true, liftsKnees: false })
      if (check.lost().length > lost.length) lost = check.lost()
    })
  expect(lost.length).toBeGreaterThanOrEqual(14)
  const apartMs = lost.slice(1).map((ms, i) => ms - (lost[i] ?? ms))
  for (const ms of apartMs) expect(Math.abs(ms - 250)).toBeLessThan(40)
})
