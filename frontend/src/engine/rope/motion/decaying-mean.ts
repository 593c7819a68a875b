/** Mean that forgets with a time constant; takes the time of each sample, so that the frame rate does not matter. */
export class DecayingMean {
  readonly #memoryMs: number
  #value = 0

  constructor(memoryMs: number) {
    this.#memoryMs = memoryMs
  }

  get value(): number {
    return this.#value
  }

  push(sample: number, elapsedMs: number): void {
    this.#value += (1 - Math.exp(-elapsedMs / this.#memoryMs)) * (sample - this.#value)
  }

  reset(): void {
    this.#value = 0
  }
}
