/**
 * Turns the media times of one video after another into one timeline that never goes back. A camera that is
 * reopened starts at 0 again; the wall clock bridges the gap, so that a pause keeps its length.
 */
export class MediaTimeline {
  private offsetMs: number | null = null
  private lastMs = 0
  private lastWallMs = 0

  /** The next video is another one. */
  restart(): void {
    this.offsetMs = null
  }

  /** Place on the timeline, or null for a picture that is not newer than the last. */
  at(mediaMs: number, wallMs: number): number | null {
    if (this.offsetMs === null || mediaMs + this.offsetMs < this.lastMs - 1000) {
      const gapMs = this.lastWallMs === 0 ? 1 : Math.max(1, wallMs - this.lastWallMs)
      this.offsetMs = this.lastMs + gapMs - mediaMs
    }
    const timestampMs = mediaMs + this.offsetMs
    if (timestampMs <= this.lastMs) return null
    this.lastMs = timestampMs
    this.lastWallMs = wallMs
    return timestampMs
  }
}
