/** Every depth moves the stack by some hundred bytes: together they are more than what a page's edge can spoil. */
const DEPTHS = 16
/** A look at a page's edge takes about 1.5 times as long as others. */
const SLOW = 1.3

/**
 * Where the stack lies while the detector looks at a picture. V8 aligns it to 8 bytes. A vector of 16 bytes that the
 * innermost loop keeps there can thus lie across two pages, and every look takes half as long again, until V8 compiles
 * one of the functions around anew. So after a slow look the next one is called from deeper. If a look was slow for
 * another reason, nothing is lost: the depths are equally good.
 */
export class StackDepth {
  #calls = 0
  #quickestMs = Number.POSITIVE_INFINITY

  /** What `look` returns, called from the current depth. */
  call<T>(look: () => T): T {
    return through(this.#calls, look)
  }

  /** Takes the time of a look that found somebody: those that found nobody do less. */
  took(ms: number): void {
    if (ms > SLOW * this.#quickestMs) this.#calls = (this.#calls + 1) % DEPTHS
    this.#quickestMs = Math.min(this.#quickestMs, ms)
  }
}

function through<T>(calls: number, look: () => T): T {
  return calls === 0 ? look() : through(calls - 1, look)
}
