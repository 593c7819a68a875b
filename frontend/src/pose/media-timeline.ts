/** A picture that is not newer by its own time, so long after the last: not one delivered twice, but a clock that stands or was set back. */
const CLOCK_IS_WRONG_AFTER_MS = 200

/**
 * Turns the media times of one video after another into one timeline that never goes back. A camera that is
 * reopened starts at 0 again; the wall clock bridges the gap, so that a pause keeps its length. Of a camera whose
 * pictures tell no time the wall clock tells all.
 */
export class MediaTimeline {
  private offsetMs: number | null = null
  private lastMs = 0
  private lastWallMs = 0
  private lastMediaMs = Number.NaN
  private tellsNoTime = false

  /** The next video is another one. */
  restart(): void {
    this.offsetMs = null
    this.lastMediaMs = Number.NaN
    this.tellsNoTime = false
  }

  /** Place on the timeline, or null for a picture that is not newer than the last. */
  at(mediaMs: number, wallMs: number): number | null {
    const isLate = wallMs - this.lastWallMs >= CLOCK_IS_WRONG_AFTER_MS
    this.tellsNoTime ||= !Number.isFinite(mediaMs) || (mediaMs === this.lastMediaMs && isLate)
    this.lastMediaMs = mediaMs
    const pictureMs = this.tellsNoTime ? wallMs : mediaMs
    const timestampMs = this.offsetMs === null ? this.bridged(wallMs) : pictureMs + this.offsetMs
    const isBack = timestampMs <= this.lastMs
    if (isBack && timestampMs >= this.lastMs - 1000 && !isLate) return null
    return this.place(isBack ? this.bridged(wallMs) : timestampMs, pictureMs, wallMs)
  }

  /** As long after the last picture as the wall clock says. */
  private bridged(wallMs: number): number {
    return this.lastMs + (this.lastWallMs === 0 ? 1 : Math.max(1, wallMs - this.lastWallMs))
  }

  private place(timestampMs: number, pictureMs: number, wallMs: number): number {
    this.offsetMs = timestampMs - pictureMs
    this.lastMs = timestampMs
    this.lastWallMs = wallMs
    return timestampMs
  }
}
