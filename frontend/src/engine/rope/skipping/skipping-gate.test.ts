import { describe, expect, test } from 'vitest'
import { Body } from '../../body/body.ts'
import type { Probabilities } from '../../judge/judge.ts'
import { JointSpeeds } from '../motion/joint-speeds.ts'
import { JumpMotion } from '../motion/jump-motion.ts'
import { filmParts } from '../testing/skipping-body.ts'
import type { Movement } from '../testing/skipping-body.ts'
import { SkippingGate } from './skipping-gate.ts'

const PER_MINUTE = { bounce: 130, steps: 200, walk: 110, 'jumping jack': 60 } as const

/**
 * Share of frames in which the gate is open, of five seconds of a movement or more, with a judge that says `odds` of
 * each moment.
 */
function openShare(
  movement: keyof typeof PER_MINUTE & Movement,
  odds: (ms: number) => number,
  seconds = 5,
  armsInTurns = 0,
): number {
  // As the judge's own: of the moments from the first to the second.
  const mean: Probabilities['mean'] = (_, fromMs, toMs) => {
    const moments = Array.from({ length: 30 }, (__, i) => fromMs + ((toMs - fromMs) * i) / 29)
    return moments.reduce((sum, ms) => sum + odds(ms), 0) / moments.length
  }
  const [body, speeds, motion, gate] = [
    new Body(),
    new JointSpeeds(),
    new JumpMotion(),
    new SkippingGate({ mean }),
  ]
  const perMinute = PER_MINUTE[movement]
  const frames = filmParts([{ movement, cycles: (perMinute / 60) * seconds, perMinute }])
  let open = 0
  frames.forEach((frame, i) => {
    body.fill(frame)
    body.pixelsPerMetre = body.measurePixelsPerMetre()
    if (i === 0) speeds.start(body)
    else {
      speeds.push(body)
      motion.push(body, speeds)
      gate.push(body, speeds, motion, armsInTurns)
    }
    if (gate.isOpen) open += 1
  })
  return open / frames.length
}

describe('the gate that lets jumps count', () => {
  test.each(['bounce', 'steps'] as const)(
    'opens for %s even if the judge is only fairly sure',
    (movement) => {
      expect(openShare(movement, () => 0.6)).toBeGreaterThan(0.5)
    },
  )

  test('stays shut if the judge sees another movement, whatever is measured', () => {
    expect(openShare('bounce', () => 0.03)).toBe(0)
  })

  test.each(['walk', 'jumping jack'] as const)(
    'stays shut for a %s although the judge is sure for a moment',
    (movement) => {
      expect(openShare(movement, (ms) => (ms > 3000 && ms < 3800 ? 1 : 0.3))).toBe(0)
    },
  )

  test('stays shut for arms that swing once in two steps, however sure the judge is', () => {
    expect(openShare('steps', () => 0.99, 5, 0.5)).toBe(0)
    expect(openShare('steps', () => 0.99, 5, 0.05)).toBeGreaterThan(0.5)
  })

  test('stays open if a judge who was sure for long begins to doubt but the evidence agrees', () => {
    expect(openShare('steps', (ms) => (ms < 6500 ? 1 : 0), 13)).toBeGreaterThan(0.8)
    expect(openShare('steps', (ms) => (ms < 3000 ? 1 : 0), 13)).toBeLessThan(0.3)
  })

  test('shuts if nothing measured agrees, however long the judge was sure before', () => {
    expect(openShare('jumping jack', (ms) => (ms < 6500 ? 1 : 0), 13)).toBeLessThan(0.55)
  })

  test('opens without any measured evidence once the judge has long been sure', () => {
    expect(openShare('jumping jack', () => 0.99)).toBeGreaterThan(0.3)
  })
})
