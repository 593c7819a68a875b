import type { Landmark, WorldLandmark } from '@/engine'

/** Landmarks out of rows of (x, y, z, visibility). */
export function unpackLandmarks(packed: Float32Array): Landmark[] {
  return rows(packed, 4, (x, y, z, visibility) => ({ x, y, z, visibility }))
}

/** World landmarks out of rows of (x, y, z). */
export function unpackWorldLandmarks(packed: Float32Array): WorldLandmark[] {
  return rows(packed, 3, (x, y, z) => ({ x, y, z }))
}

function rows<T>(
  packed: Float32Array,
  width: number,
  make: (a: number, b: number, c: number, d: number) => T,
): T[] {
  return Array.from({ length: packed.length / width }, (_, row) => {
    const [a = 0, b = 0, c = 0, d = 0] = packed.subarray(row * width, (row + 1) * width)
    return make(a, b, c, d)
  })
}
