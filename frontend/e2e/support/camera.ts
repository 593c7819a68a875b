/** Has every camera of a page give at most so many pictures a second; to be run in the page before anything else. */
export function limitCamera(picturesASecond: number): void {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its own object below
  const open = MediaDevices.prototype.getUserMedia
  MediaDevices.prototype.getUserMedia = function (asked) {
    const video = typeof asked?.video === 'object' ? asked.video : {}
    return open.call(this, { ...asked, video: { ...video, frameRate: { max: picturesASecond } } })
  }
}
