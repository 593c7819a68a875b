import type { Body } from '../../body/body.ts'
import { LANDMARK_COUNT } from '../../body/landmarks.ts'
import { JointFollower } from './joint-follower.ts'

/** No two pictures of a camera lie closer than this; keeps speeds finite where its clock jitters. */
const LEAST_STEP_MS = 10
/**
 * Steady speeds forget in this time: three quarters of the quickest leg's 4 Hz remain, and of the landmarks' tremble,
 * which grows with the frame rate, little.
 */
const STEADY_MS = 40

/**
 * Speeds of landmarks from one frame to the next, body metres a second. Each difference is taken in the scale of its
 * own moment, so that a change of the scale does not look like a movement.
 */
export class JointSpeeds {
  readonly #joints = new JointFollower()
  readonly #pixelX = new Float64Array(LANDMARK_COUNT)
  readonly #pixelY = new Float64Array(LANDMARK_COUNT)
  readonly #up = new Float64Array(LANDMARK_COUNT)
  readonly #steadyUp = new Float64Array(LANDMARK_COUNT)
  readonly #steadyAcross = new Float64Array(LANDMARK_COUNT)
  #pixelsPerMetre = 1
  #growth = 0
  #lastMs = 0
  #elapsedMs = 0

  /** Time between the last two frames. */
  get elapsedMs(): number {
    return this.#elapsedMs
  }

  /** How fast the body grows in the picture, share of its size a second: it comes nearer. */
  get growth(): number {
    return this.#growth
  }

  /** Upward, of one landmark; over time it adds up to the way. */
  up(landmark: number): number {
    return this.#up[landmark] ?? 0
  }

  /** Upward, smoothed: its square and its products mean something. */
  steadyUp(landmark: number): number {
    return this.#steadyUp[landmark] ?? 0
  }

  /** To the right in the picture, smoothed. */
  steadyAcross(landmark: number): number {
    return this.#steadyAcross[landmark] ?? 0
  }

  /** Begins with this body: what came before was someone or somewhere else. */
  start(body: Body): void {
    this.#elapsedMs = 0
    this.#growth = 0
    this.#up.fill(0)
    this.#steadyUp.fill(0)
    this.#steadyAcross.fill(0)
    this.#joints.start(body)
    this.#remember(body)
  }

  push(body: Body): void {
    this.#elapsedMs = Math.max(LEAST_STEP_MS, body.timestampMs - this.#lastMs)
    const perSecond = 1000 / this.#elapsedMs
    const perPixel = perSecond / body.pixelsPerMetre
    const { pixelX, pixelY } = this.#joints
    this.#joints.push(body, this.#elapsedMs)
    const weight = 1 - Math.exp(-this.#elapsedMs / STEADY_MS)
    for (let i = 0; i < LANDMARK_COUNT; i++) {
      const up = ((this.#pixelY[i] ?? 0) - (pixelY[i] ?? 0)) * perPixel
      const across = ((pixelX[i] ?? 0) - (this.#pixelX[i] ?? 0)) * perPixel
      this.#up[i] = up
      this.#steadyUp[i] = (1 - weight) * (this.#steadyUp[i] ?? 0) + weight * up
      this.#steadyAcross[i] = (1 - weight) * (this.#steadyAcross[i] ?? 0) + weight * across
    }
    this.#growth = Math.log(body.pixelsPerMetre / this.#pixelsPerMetre) * perSecond
    this.#remember(body)
  }

  #remember(body: Body): void {
    this.#pixelX.set(this.#joints.pixelX)
    this.#pixelY.set(this.#joints.pixelY)
    this.#pixelsPerMetre = body.pixelsPerMetre
    this.#lastMs = body.timestampMs
  }
}
