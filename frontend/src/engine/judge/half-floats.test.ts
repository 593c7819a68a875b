import { expect, test } from 'vitest'
import { decodeHalves } from './half-floats.ts'

test('half-precision numbers are decoded', () => {
  // numpy: base64.b64encode(np.array([1, -2, 0.5, 65504, 0, 6e-8, 1 / 3], '<f2').tobytes())
  const read = [...decodeHalves('ADwAwAA4/3sAAAEAVTU=')]
  expect(read).toEqual([1, -2, 0.5, 65504, 0, 2 ** -24, 0.333251953125])
})
