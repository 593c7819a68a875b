import { at } from '../signals/at.ts'
import { angleBetweenDeg, DEGREES_PER_RADIAN } from '../signals/geometry.ts'
import type { PoseFrame } from '../types.ts'
import { JOINT, LANDMARK_COUNT } from './landmarks.ts'
import type { Joint, Side } from './landmarks.ts'

/** The joints that carry the size of a body; hands, feet and face are small and noisy. */
const SCALE_JOINTS: readonly Joint[] = [
  JOINT.shoulder,
  JOINT.elbow,
  JOINT.wrist,
  JOINT.hip,
  JOINT.knee,
  JOINT.ankle,
]
/** A hidden joint still says a little, for the model extrapolates it in the picture and in space alike. */
const LEAST_WEIGHT = 0.1

/**
 * One frame's landmarks with their size known. Heights and distances are in *body metres*: pixels of this picture over
 * the pixels that one metre of the model's own 3D body takes in it (weak perspective). Nothing has to be learnt before
 * they hold, and a child, a tall man, a near and a far person read alike. Up is positive.
 *
 * One object is filled anew every frame: keep numbers, not the body.
 */
export class Body {
  timestampMs = 0
  /** Size of the person in the picture, steadied over about a second. */
  pixelsPerMetre = 1
  /** True on the first frame after a cut, a leap to someone else or a long absence: what was begun is void. */
  isNewScene = true
  readonly pixelX = new Float64Array(LANDMARK_COUNT)
  readonly pixelY = new Float64Array(LANDMARK_COUNT)
  readonly visibility = new Float64Array(LANDMARK_COUNT)
  readonly worldX = new Float64Array(LANDMARK_COUNT)
  readonly worldY = new Float64Array(LANDMARK_COUNT)
  readonly worldZ = new Float64Array(LANDMARK_COUNT)

  /** False, and the body left half filled, where the frame holds nobody or numbers that cannot be. */
  fill(frame: PoseFrame): boolean {
    const { landmarks, worldLandmarks, width, height } = frame
    if (landmarks?.length !== LANDMARK_COUNT || worldLandmarks?.length !== LANDMARK_COUNT)
      return false
    let sum = width + height
    for (let i = 0; i < LANDMARK_COUNT; i++) {
      const image = landmarks[i]
      const world = worldLandmarks[i]
      if (image === undefined || world === undefined) return false
      this.pixelX[i] = image.x * width
      this.pixelY[i] = image.y * height
      this.visibility[i] = Math.min(1, Math.max(0, image.visibility))
      this.worldX[i] = world.x
      this.worldY[i] = world.y
      this.worldZ[i] = world.z
      sum += image.x + image.y + image.visibility + world.x + world.y + world.z
    }
    this.timestampMs = frame.timestampMs
    return Number.isFinite(sum) && width > 0 && height > 0
  }

  /** Pixels a body metre of this frame alone; 0 where the landmarks have collapsed into a point. */
  measurePixelsPerMetre(): number {
    const picture = this.#spread(this.pixelX, this.pixelY)
    const space = this.#spread(this.worldX, this.worldY)
    return space > 0 ? picture / space : 0
  }

  /** Mean of both sides, pixels. */
  midPixelX(joint: Joint): number {
    return (at(this.pixelX, joint) + at(this.pixelX, joint + 1)) / 2
  }

  midPixelY(joint: Joint): number {
    return (at(this.pixelY, joint) + at(this.pixelY, joint + 1)) / 2
  }

  /** Mean of both sides by visibility, pixels: a hidden hand that jumps about moves it little. */
  seenPixelX(joint: Joint): number {
    return this.#seenMean(this.pixelX, joint)
  }

  seenPixelY(joint: Joint): number {
    return this.#seenMean(this.pixelY, joint)
  }

  /** How far the middle of joint `upper` stands above that of `lower`, body metres in the picture. */
  rise(upper: Joint, lower: Joint): number {
    return (this.midPixelY(lower) - this.midPixelY(upper)) / this.pixelsPerMetre
  }

  /** The same for one side of the body. */
  sideRise(upper: Joint, lower: Joint, side: Side): number {
    return (at(this.pixelY, lower + side) - at(this.pixelY, upper + side)) / this.pixelsPerMetre
  }

  /**
   * How far the middle of `upper` stands above that of `lower` in space, metres: free of perspective, and of what is
   * not seen.
   */
  worldRise(upper: Joint, lower: Joint): number {
    return mid(this.worldY, lower) - mid(this.worldY, upper)
  }

  /** Visibility of one joint, 0..1. */
  seen(joint: Joint, side: Side): number {
    return at(this.visibility, joint + side)
  }

  /** Whether a joint lies below the straight line between two others in the picture. */
  liesBelowLine(joint: Joint, a: Joint, b: Joint, side: Side): boolean {
    const [ax, ay] = [at(this.pixelX, a + side), at(this.pixelY, a + side)]
    const [bx, by] = [at(this.pixelX, b + side), at(this.pixelY, b + side)]
    const along = bx === ax ? 0.5 : (at(this.pixelX, joint + side) - ax) / (bx - ax)
    return at(this.pixelY, joint + side) > ay + along * (by - ay)
  }

  /** Distance between two landmarks in the picture, body metres. */
  span(a: number, b: number): number {
    const dx = at(this.pixelX, a) - at(this.pixelX, b)
    const dy = at(this.pixelY, a) - at(this.pixelY, b)
    return Math.hypot(dx, dy) / this.pixelsPerMetre
  }

  /** Angle at the joint `b` on one side of the body as the picture shows it, degrees. */
  pictureAngleDeg(a: Joint, b: Joint, c: Joint, side: Side): number {
    const ux = at(this.pixelX, a + side) - at(this.pixelX, b + side)
    const uy = at(this.pixelY, a + side) - at(this.pixelY, b + side)
    const vx = at(this.pixelX, c + side) - at(this.pixelX, b + side)
    const vy = at(this.pixelY, c + side) - at(this.pixelY, b + side)
    return angleBetweenDeg(ux, uy, 0, vx, vy, 0)
  }

  /** The same in space, by the model's world landmarks. */
  worldAngleDeg(a: Joint, b: Joint, c: Joint, side: Side): number {
    const [ux, uy, uz] = this.#worldVector(b + side, a + side)
    const [vx, vy, vz] = this.#worldVector(b + side, c + side)
    return angleBetweenDeg(ux, uy, uz, vx, vy, vz)
  }

  /**
   * Lean of the line from the middle of `lower` up to that of `upper` in space: 90 upright, 0 level, negative where
   * `upper` lies below. The camera's own pitch and roll are in it.
   */
  leanDeg(upper: Joint, lower: Joint): number {
    const dx = mid(this.worldX, upper) - mid(this.worldX, lower)
    const dy = mid(this.worldY, lower) - mid(this.worldY, upper)
    const dz = mid(this.worldZ, upper) - mid(this.worldZ, lower)
    return Math.atan2(dy, Math.hypot(dx, dz)) * DEGREES_PER_RADIAN
  }

  /** How far the trunk's front looks up, degrees in space: 90 flat on the back, 0 upright, -90 face down. */
  faceUpDeg(): number {
    const up = this.#trunkVector()
    const right = this.#acrossTrunk()
    const front = [
      up[1] * right[2] - up[2] * right[1],
      up[2] * right[0] - up[0] * right[2],
      up[0] * right[1] - up[1] * right[0],
    ] as const
    return Math.atan2(-front[1], Math.hypot(front[0], front[2])) * DEGREES_PER_RADIAN
  }

  /** 0 where the camera looks along the body's left-right axis (side view), 90 where across it (front or back). */
  frontalityDeg(): number {
    const dx = this.#lateral(this.worldX)
    const dz = this.#lateral(this.worldZ)
    return Math.atan2(Math.abs(dx), Math.abs(dz)) * DEGREES_PER_RADIAN
  }

  /**
   * How far a pair of joints is apart in the body's forward direction, metres in space: the feet of a lunge are, those
   * of a squat, however wide, are not.
   */
  strideMetres(joint: Joint): number {
    const [dx, , dz] = this.#acrossMidplane(joint)
    return Math.hypot(dx, dz)
  }

  /** How much lower one of a pair of joints is than the other, as strideMetres. */
  dropMetres(joint: Joint): number {
    return Math.abs(this.#acrossMidplane(joint)[1])
  }

  /** Difference in height of a pair of joints, metres in space. */
  unevenMetres(joint: Joint): number {
    return Math.abs(at(this.worldY, joint) - at(this.worldY, joint + 1))
  }

  /** The same along the trunk: whoever holds it upright shows by it which way is up, however the camera is held. */
  unevenAlongTrunkMetres(joint: Joint): number {
    const trunk = this.#trunkVector()
    const pair = this.#worldVector(joint, joint + 1)
    const along = pair[0] * trunk[0] + pair[1] * trunk[1] + pair[2] * trunk[2]
    return Math.abs(along) / Math.hypot(...trunk)
  }

  /** Distance of a pair of joints in space, metres. */
  apartMetres(joint: Joint): number {
    const [x, y, z] = this.#worldVector(joint, joint + 1)
    return Math.hypot(x, y, z)
  }

  /** From the middle of one pair of joints to that of another in space, metres. */
  reachMetres(a: Joint, b: Joint): number {
    const dx = mid(this.worldX, a) - mid(this.worldX, b)
    const dy = mid(this.worldY, a) - mid(this.worldY, b)
    const dz = mid(this.worldZ, a) - mid(this.worldZ, b)
    return Math.hypot(dx, dy, dz)
  }

  /** From the hips to the shoulders in space. */
  #trunkVector(): readonly [number, number, number] {
    return [
      mid(this.worldX, JOINT.shoulder) - mid(this.worldX, JOINT.hip),
      mid(this.worldY, JOINT.shoulder) - mid(this.worldY, JOINT.hip),
      mid(this.worldZ, JOINT.shoulder) - mid(this.worldZ, JOINT.hip),
    ]
  }

  /** From the left to the right of shoulders and hips in space. */
  #acrossTrunk(): readonly [number, number, number] {
    return [-this.#lateral(this.worldX), -this.#lateral(this.worldY), -this.#lateral(this.worldZ)]
  }

  /**
   * What keeps the left of a pair of joints from being the right one's mirror image: what they differ by, less what
   * lies along the line of the hips. It is nothing for legs that do the same, wherever the camera stands and however it
   * is held.
   */
  #acrossMidplane(joint: Joint): readonly [number, number, number] {
    const [hipX, hipY, hipZ] = this.#worldVector(JOINT.hip + 1, JOINT.hip)
    const [dx, dy, dz] = this.#worldVector(joint + 1, joint)
    const squared = hipX * hipX + hipY * hipY + hipZ * hipZ
    const share = squared > 0 ? (dx * hipX + dy * hipY + dz * hipZ) / squared : 0
    return [dx - share * hipX, dy - share * hipY, dz - share * hipZ]
  }

  #seenMean(values: Float64Array, joint: Joint): number {
    const left = Math.max(LEAST_WEIGHT, at(this.visibility, joint))
    const right = Math.max(LEAST_WEIGHT, at(this.visibility, joint + 1))
    return (left * at(values, joint) + right * at(values, joint + 1)) / (left + right)
  }

  #lateral(values: Float64Array): number {
    const shoulders = at(values, JOINT.shoulder) - at(values, JOINT.shoulder + 1)
    const hips = at(values, JOINT.hip) - at(values, JOINT.hip + 1)
    return shoulders + hips
  }

  #worldVector(from: number, to: number): readonly [number, number, number] {
    return [
      at(this.worldX, to) - at(this.worldX, from),
      at(this.worldY, to) - at(this.worldY, from),
      at(this.worldZ, to) - at(this.worldZ, from),
    ]
  }

  /** Root mean square distance of the joints from their centre, by visibility. */
  #spread(xs: Float64Array, ys: Float64Array): number {
    let weights = 0
    let [sumX, sumY, squares] = [0, 0, 0]
    for (const joint of SCALE_JOINTS) {
      for (let i: number = joint; i <= joint + 1; i++) {
        const weight = Math.max(LEAST_WEIGHT, at(this.visibility, i))
        const [x, y] = [at(xs, i), at(ys, i)]
        weights += weight
        sumX += weight * x
        sumY += weight * y
        squares += weight * (x * x + y * y)
      }
    }
    const variance = squares / weights - (sumX * sumX + sumY * sumY) / (weights * weights)
    return Math.sqrt(Math.max(0, variance))
  }
}

/** Mean of both sides of a pair of joints. */
export function mid(values: Float64Array, joint: Joint): number {
  return (at(values, joint) + at(values, joint + 1)) / 2
}
