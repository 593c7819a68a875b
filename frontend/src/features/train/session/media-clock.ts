/**
 * Tells when a picture was taken, by the session's clock. Pictures have times of their own, and come as much later as
 * finding the pose took: the quickest of them tells by how much the two clocks differ.
 */
export class MediaClock {
  #offsetMs: number | null = null

  /** Another camera, or a long pause: its times have nothing to do with those before. */
  restart(): void {
    this.#offsetMs = null
  }

  /** A picture taken at `mediaMs` is here at `nowMs`; gives when it was taken. */
  arrive(mediaMs: number, nowMs: number): number {
    const offsetMs = nowMs - mediaMs
    this.#offsetMs = Math.min(this.#offsetMs ?? offsetMs, offsetMs)
    return this.at(mediaMs)
  }

  /** When something happened of which pictures tell. */
  at(mediaMs: number): number {
    return mediaMs + (this.#offsetMs ?? 0)
  }
}
