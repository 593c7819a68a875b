/** A picture that is older by its own time, so long after the last: its clock was set back. */
const SET_BACK_AFTER_MS = 200
/** So many pictures in a row with the same time are not one delivered twice: their clock stands. */
const STANDS_AFTER_PICTURES = 8

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
  private standing = 0
  private tellsNoTime = false

  /** The next video is another one. */
  restart(): void {
    this.offsetMs = null
    this.standing = 0
    this.lastMediaMs = Number.NaN
    this.tellsNoTime = false
  }

  /** Place on the timeline, or null for a picture that is not newer than the last. */
  at(mediaMs: number, wallMs: number): number | null {
    const isSame = mediaMs === this.lastMediaMs
    this.lastMediaMs = mediaMs
    this.standing = isSame ? this.standing + 1 : 0
    this.tellsNoTime ||= !Number.isFinite(mediaMs) || this.standing >= STANDS_AFTER_PICTURES
    const pictureMs = this.tellsNoTime ? wallMs : mediaMs
    const timestampMs = this.offsetMs === null ? this.bridged(wallMs) : pictureMs + this.offsetMs
    const isBack = timestampMs <= this.lastMs
    if (isBack && !this.tellsNoTime && !this.isSetBack(isSame, timestampMs, wallMs)) return null
    return this.place(isBack ? this.bridged(wallMs) : timestampMs, pictureMs, wallMs)
  }

  private isSetBack(isSame: boolean, timestampMs: number, wallMs: number): boolean {
    if (isSame) return false
    return timestampMs < this.lastMs - 1000 || wallMs - this.lastWallMs >= SET_BACK_AFTER_MS
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
