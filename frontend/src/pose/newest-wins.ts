/**
 * Lets one item through at a time. While one is in flight, only the newest arrival is kept, and it is sent as soon as
 * the first is done: detection never queues up, and never idles while a picture is waiting.
 */
export class NewestWins<T> {
  readonly #send: (item: T) => void
  readonly #drop: (item: T) => void
  #busy = false
  #waiting: { readonly item: T } | null = null

  /** `drop` is called with each item that will not be sent. */
  constructor(send: (item: T) => void, drop: (item: T) => void) {
    this.#send = send
    this.#drop = drop
  }

  get isBusy(): boolean {
    return this.#busy
  }

  offer(item: T): void {
    if (this.#busy) {
      if (this.#waiting) this.#drop(this.#waiting.item)
      this.#waiting = { item }
      return
    }
    this.#busy = true
    this.#send(item)
  }

  /** The item in flight is done. */
  done(): void {
    const next = this.#waiting
    this.#busy = false
    this.#waiting = null
    if (next) this.offer(next.item)
  }

  /** Forget the item in flight and the waiting one. */
  clear(): void {
    if (this.#waiting) this.#drop(this.#waiting.item)
    this.#busy = false
    this.#waiting = null
  }
}
