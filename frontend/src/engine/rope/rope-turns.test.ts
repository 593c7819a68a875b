import { expect, test } from 'vitest'
import { Body } from '../body/body.ts'
import { JOINT, SIDES } from '../body/landmarks.ts'
import { RopeTurns } from './rope-turns.ts'

const JUMP_MS = 480

/** How surely the rope turns twice at the last of eight jumps, with wrists that go round so often a jump. */
function told(turnsPerJump: number, visibility = 0.9, framesPerSecond = 30): number | null {
  const [turns, body] = [new RopeTurns(), new Body()]
  let last: number | null = null
  for (let frame = 0; frame <= (8 * JUMP_MS * framesPerSecond) / 1000; frame++) {
    const ms = (frame * 1000) / framesPerSecond
    const angle = (2 * Math.PI * turnsPerJump * ms) / JUMP_MS
    body.timestampMs = ms
    body.pixelsPerMetre = 200
    for (const side of SIDES) {
      body.pixelX[JOINT.wrist + side] = 300 + 20 * Math.cos(angle)
      // Arms go up and down with the body, once a jump, whatever the rope does.
      body.pixelY[JOINT.wrist + side] =
        400 + 20 * Math.sin(angle) + 4 * Math.sin((2 * Math.PI * ms) / JUMP_MS)
      body.visibility[JOINT.wrist + side] = visibility
    }
    turns.push(body)
    const before = Math.floor((ms - 1000 / framesPerSecond) / JUMP_MS)
    if (Math.floor(ms / JUMP_MS) > before && ms > 0) last = turns.jump(ms)
  }
  return last
}

test('wrists that go round twice in a jump mean a double-under', () => {
  expect(told(2)).toBeGreaterThan(0.8)
  expect(told(2, 0.9, 60)).toBeGreaterThan(0.8)
  expect(told(1)).toBeLessThan(0.2)
})

test('unseen wrists leave it open', () => {
  expect(told(2, 0)).toBeNull()
})

test('fewer than five jumps leave it open', () => {
  const turns = new RopeTurns()
  expect([1, 2, 3, 4].map((jump) => turns.jump(jump * JUMP_MS))).toEqual([null, null, null, null])
})
