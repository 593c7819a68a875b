/** A picture with an older media time, this long after the last one, means that the camera's clock was set back. */
const SET_BACK_AFTER_MS = 200
/** This many pictures in a row with the same time are not duplicates: the camera's clock has stopped. */
const STANDS_AFTER_PICTURES = 8

/**
 * Turns the media times of successive videos into one monotonic timeline. A reopened camera starts at 0 again; the wall
 * clock bridges the gap, so that a pause keeps its length. For a camera without usable time stamps, only the wall clock
 * is used.
 */
export class MediaTimeline {
  #offsetMs: number | null = null
  #lastMs = 0
  #lastWallMs = 0
  #lastMediaMs = Number.NaN
  #standing = 0
  #tellsNoTime = false

  /** The video has changed. */
  restart(): void {
    this.#offsetMs = null
    this.#standing = 0
    this.#lastMediaMs = Number.NaN
    this.#tellsNoTime = false
  }

  /** The time on the timeline, or null for a picture that is not newer than the last. */
  at(mediaMs: number, wallMs: number): number | null {
    const isSame = mediaMs === this.#lastMediaMs
    this.#lastMediaMs = mediaMs
    this.#standing = isSame ? this.#standing + 1 : 0
    this.#tellsNoTime ||= !Number.isFinite(mediaMs) || this.#standing >= STANDS_AFTER_PICTURES
    const pictureMs = this.#tellsNoTime ? wallMs : mediaMs
    const timestampMs = this.#offsetMs === null ? this.#bridged(wallMs) : pictureMs + this.#offsetMs
    const isBack = timestampMs <= this.#lastMs
    if (isBack && !this.#tellsNoTime && !this.#isSetBack(isSame, timestampMs, wallMs)) return null
    return this.#place(isBack ? this.#bridged(wallMs) : timestampMs, pictureMs, wallMs)
  }

  #isSetBack(isSame: boolean, timestampMs: number, wallMs: number): boolean {
    if (isSame) return false
    return timestampMs < this.#lastMs - 1000 || wallMs - this.#lastWallMs >= SET_BACK_AFTER_MS
  }

  /** The last time plus the elapsed wall-clock time. */
  #bridged(wallMs: number): number {
    return this.#lastMs + (this.#lastWallMs === 0 ? 1 : Math.max(1, wallMs - this.#lastWallMs))
  }

  #place(timestampMs: number, pictureMs: number, wallMs: number): number {
    this.#offsetMs = timestampMs - pictureMs
    this.#lastMs = timestampMs
    this.#lastWallMs = wallMs
    return timestampMs
  }
}
