import { Rhythm } from './rhythm.ts'
import { SwingFinder } from './swing-finder.ts'

/** The jumps that one part of the body shows, and their rhythm. */
export class Pulse {
  readonly rhythm = new Rhythm()
  readonly #finders: readonly SwingFinder[]
  #height = 0

  /** `isTwoSided`: a fall far enough is a jump as well as a rise, as of one leg over the other. */
  constructor(leastRise: number, isTwoSided = false) {
    this.#finders = Array.from({ length: isTwoSided ? 2 : 1 }, () => new SwingFinder(leastRise))
  }

  /** `rise` since the frame before, metres. */
  push(rise: number, timestampMs: number, sampleMs: number): void {
    this.#height += rise
    this.#finders.forEach((finder, i) => {
      const lift = finder.push(i === 0 ? this.#height : -this.#height, timestampMs)
      if (lift !== null) this.rhythm.push(lift, sampleMs)
    })
  }

  reset(): void {
    for (const finder of this.#finders) finder.reset()
    this.rhythm.reset()
  }
}
