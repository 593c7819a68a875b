/**
 * Lets one item through at a time. While one is under way, only the newest of those that come is kept, and it goes
 * as soon as the way is free: detection never queues up, and never idles while a picture is waiting.
 */
export class NewestWins<T> {
  private readonly send: (item: T) => void
  private readonly drop: (item: T) => void
  private busy = false
  private waiting: { readonly item: T } | null = null

  /** `drop` hears of each item that will not be sent. */
  constructor(send: (item: T) => void, drop: (item: T) => void) {
    this.send = send
    this.drop = drop
  }

  get isBusy(): boolean {
    return this.busy
  }

  offer(item: T): void {
    if (this.busy) {
      if (this.waiting) this.drop(this.waiting.item)
      this.waiting = { item }
      return
    }
    this.busy = true
    this.send(item)
  }

  /** The item under way has arrived. */
  done(): void {
    const next = this.waiting
    this.busy = false
    this.waiting = null
    if (next) this.offer(next.item)
  }

  /** Forget the item under way and the one that waits. */
  clear(): void {
    if (this.waiting) this.drop(this.waiting.item)
    this.busy = false
    this.waiting = null
  }
}
