/** Points and directions in space, metres. */
export type Vector = readonly [number, number, number]

export function plus(a: Vector, b: Vector): Vector {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]]
}

export function minus(a: Vector, b: Vector): Vector {
  return plus(a, scaled(b, -1))
}

export function scaled(a: Vector, factor: number): Vector {
  return [a[0] * factor, a[1] * factor, a[2] * factor]
}

/** Middle joint of a two-bone chain from `a` to `b` that bulges towards `pole`. */
export function bend(a: Vector, b: Vector, first: number, second: number, pole: Vector): Vector {
  const span = minus(b, a)
  const length = Math.min(Math.hypot(...span), first + second - 1e-4)
  const along = scaled(span, 1 / Math.hypot(...span))
  const reach = (first ** 2 + length ** 2 - second ** 2) / (2 * length)
  const side = minus(pole, scaled(along, dot(pole, along)))
  const out = Math.sqrt(Math.max(0, first ** 2 - reach ** 2)) / Math.hypot(...side)
  return plus(a, plus(scaled(along, reach), scaled(side, out)))
}

function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}
