export const DEGREES_PER_RADIAN = 180 / Math.PI
export const RADIANS_PER_DEGREE = Math.PI / 180

/**
 * Angle between two vectors in space, 0..180 degrees; z is 0 for vectors in the picture. Lengths are pixels or metres,
 * never 0..1 coordinates: at 16:9 a true right angle measured in those reads 59..121 degrees.
 */
export function angleBetweenDeg(
  ux: number,
  uy: number,
  uz: number,
  vx: number,
  vy: number,
  vz: number,
): number {
  const cross = Math.hypot(uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx)
  // atan2 instead of acos: no loss of precision near 0 and 180 degrees, no NaN out of rounding.
  return Math.atan2(cross, ux * vx + uy * vy + uz * vz) * DEGREES_PER_RADIAN
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}
