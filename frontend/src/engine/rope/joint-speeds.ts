import type { Body } from '../body/body.ts'
import { LANDMARK_COUNT } from '../body/landmarks.ts'
import type { Joint } from '../body/landmarks.ts'

/** No two pictures of a camera lie closer than this; keeps speeds finite where its clock jitters. */
const LEAST_STEP_MS = 10

/**
 * Speeds of landmarks from one frame to the next, body metres a second. Each difference is taken in the scale of its
 * own moment, so that a change of the scale does not look like a movement.
 */
export class JointSpeeds {
  readonly #pixelX = new Float64Array(LANDMARK_COUNT)
  readonly #pixelY = new Float64Array(LANDMARK_COUNT)
  readonly #up = new Float64Array(LANDMARK_COUNT)
  readonly #across = new Float64Array(LANDMARK_COUNT)
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

  /** Upward, of one landmark. */
  up(landmark: number): number {
    return this.#up[landmark] ?? 0
  }

  /** To the right in the picture, of one landmark. */
  across(landmark: number): number {
    return this.#across[landmark] ?? 0
  }

  /** Upward, mean of both sides. */
  midUp(joint: Joint): number {
    return (this.up(joint) + this.up(joint + 1)) / 2
  }

  midAcross(joint: Joint): number {
    return (this.across(joint) + this.across(joint + 1)) / 2
  }

  /** Begins with this body: what came before was someone or somewhere else. */
  start(body: Body): void {
    this.#elapsedMs = 0
    this.#growth = 0
    this.#up.fill(0)
    this.#across.fill(0)
    this.#remember(body)
  }

  push(body: Body): void {
    this.#elapsedMs = Math.max(LEAST_STEP_MS, body.timestampMs - this.#lastMs)
    const perSecond = 1000 / this.#elapsedMs
    const perPixel = perSecond / body.pixelsPerMetre
    for (let i = 0; i < LANDMARK_COUNT; i++) {
      this.#up[i] = ((this.#pixelY[i] ?? 0) - (body.pixelY[i] ?? 0)) * perPixel
      this.#across[i] = ((body.pixelX[i] ?? 0) - (this.#pixelX[i] ?? 0)) * perPixel
    }
    this.#growth = Math.log(body.pixelsPerMetre / this.#pixelsPerMetre) * perSecond
    this.#remember(body)
  }

  #remember(body: Body): void {
    this.#pixelX.set(body.pixelX)
    this.#pixelY.set(body.pixelY)
    this.#pixelsPerMetre = body.pixelsPerMetre
    this.#lastMs = body.timestampMs
  }
}
