/**
 * Plane and space geometry. Points are in pixels (or metres), never in 0..1 coordinates: at 16:9 a true right angle
 * measured there reads 59..121 degrees.
 */

export interface Point {
  readonly x: number
  readonly y: number
}

export interface Point3 extends Point {
  readonly z: number
}

const DEGREES_PER_RADIAN = 180 / Math.PI

export function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}

export function midpoint(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }
}

/** Angle at `vertex` between the rays to `a` and `c`, 0..180 degrees. */
export function angleDeg(a: Point, vertex: Point, c: Point): number {
  return between(a.x - vertex.x, a.y - vertex.y, 0, c.x - vertex.x, c.y - vertex.y, 0)
}

/** The same in space. */
export function angle3Deg(a: Point3, vertex: Point3, c: Point3): number {
  return between(
    a.x - vertex.x,
    a.y - vertex.y,
    a.z - vertex.z,
    c.x - vertex.x,
    c.y - vertex.y,
    c.z - vertex.z,
  )
}

/** How far the line from `a` to `b` leans from the horizontal, 0 (level) .. 90 degrees (upright). */
export function tiltDeg(a: Point, b: Point): number {
  return Math.atan2(Math.abs(b.y - a.y), Math.abs(b.x - a.x)) * DEGREES_PER_RADIAN
}

function between(ux: number, uy: number, uz: number, vx: number, vy: number, vz: number): number {
  const cross = Math.hypot(uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx)
  const dot = ux * vx + uy * vy + uz * vz
  // atan2 instead of acos: no loss of precision near 0 and 180 degrees, no NaN out of rounding.
  return Math.atan2(cross, dot) * DEGREES_PER_RADIAN
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}
