/**
 * Makes a page's clocks, and those of its videos, run `slowed` times slower; to be run in the page before anything
 * else. Of a picture that a slowed clip shows several times all have the same time.
 */
export function slowClocks(slowed: number): void {
  const picturesASecond = 30
  const now = performance.now.bind(performance)
  performance.now = () => now() / slowed
  // oxlint-disable-next-line typescript/unbound-method -- called with its own element below
  const request = HTMLVideoElement.prototype.requestVideoFrameCallback
  HTMLVideoElement.prototype.requestVideoFrameCallback = function (callback) {
    return request.call(this, (at, metadata) => {
      const mediaTime =
        Math.floor((metadata.mediaTime * picturesASecond) / slowed) / picturesASecond
      callback(at / slowed, { ...metadata, mediaTime })
    })
  }
}
