/** Has every camera of a page give at most so many pictures a second; to be run in the page before anything else. */
export function limitCamera(picturesASecond: number): void {
  // oxlint-disable-next-line typescript/unbound-method -- called with its own object below
  const open = MediaDevices.prototype.getUserMedia
  MediaDevices.prototype.getUserMedia = function (asked) {
    const video = typeof asked?.video === 'object' ? asked.video : {}
    return open.call(this, { ...asked, video: { ...video, frameRate: { max: picturesASecond } } })
  }
}
