import { expect, it } from 'vitest'
import { unpackLandmarks, unpackWorldLandmarks } from './unpack'

it('unpacks rows of four', () => {
  expect(unpackLandmarks(new Float32Array([0.5, 0.25, -1, 1, 0, 1, 2, 0.5]))).toEqual([
    { x: 0.5, y: 0.25, z: -1, visibility: 1 },
    { x: 0, y: 1, z: 2, visibility: 0.5 },
  ])
})

it('unpacks rows of three', () => {
  expect(unpackWorldLandmarks(new Float32Array([0.5, 0.25, -1, 3, 2, 1]))).toEqual([
    { x: 0.5, y: 0.25, z: -1 },
    { x: 3, y: 2, z: 1 },
  ])
})
