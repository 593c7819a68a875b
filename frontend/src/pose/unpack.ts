import type { Landmark, WorldLandmark } from '@/engine'

/** Landmarks out of rows of (x, y, z, visibility). */
export function unpackLandmarks(packed: Float32Array): Landmark[] {
  return rows(packed, 4, (at) => ({
    x: packed[at] ?? 0,
    y: packed[at + 1] ?? 0,
    z: packed[at + 2] ?? 0,
    visibility: packed[at + 3] ?? 0,
  }))
}

/** World landmarks out of rows of (x, y, z). */
export function unpackWorldLandmarks(packed: Float32Array): WorldLandmark[] {
  return rows(packed, 3, (at) => ({
    x: packed[at] ?? 0,
    y: packed[at + 1] ?? 0,
    z: packed[at + 2] ?? 0,
  }))
}

/** `make` takes the index at which a row begins. */
function rows<T>({ length }: Float32Array, width: number, make: (at: number) => T): T[] {
  return Array.from({ length: length / width }, (_, row) => make(row * width))
}
