import { expect, it } from 'vitest'
import { LYING, posed } from '../../testing/poses'
import { PosePoints } from './pose-points'

it('gives the part of the picture in which the figure is', () => {
  const box = PosePoints.of(posed(LYING, 0))?.box()
  expect(box?.left).toBeCloseTo(0.2)
  expect(box?.top).toBeCloseTo(0.6)
  expect(box?.right).toBeCloseTo(0.86)
  expect(box?.bottom).toBeCloseTo(0.85)
})
