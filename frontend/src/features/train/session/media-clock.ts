/**
 * Converts media times to the session's clock. Pictures arrive late by the time that pose detection took: the quickest
 * one gives the offset between the two clocks.
 */
export class MediaClock {
  #offsetMs: number | null = null

  /** After a change of camera or a long pause, media times are unrelated to earlier ones. */
  restart(): void {
    this.#offsetMs = null
  }

  /** A picture taken at `mediaMs` has arrived at `nowMs`; returns when it was taken. */
  arrive(mediaMs: number, nowMs: number): number {
    const offsetMs = nowMs - mediaMs
    this.#offsetMs = Math.min(this.#offsetMs ?? offsetMs, offsetMs)
    return this.at(mediaMs)
  }

  /** The session time of a media time. */
  at(mediaMs: number): number {
    return mediaMs + (this.#offsetMs ?? 0)
  }
}
