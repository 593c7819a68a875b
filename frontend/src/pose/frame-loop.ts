/** Called with the media time of each new picture. */
export type OnPicture = (mediaMs: number) => void

/** Calls `onPicture` for each new picture of a video; returns a function that stops it. */
export function onEachPicture(video: HTMLVideoElement, onPicture: OnPicture): () => void {
  // Firefox before 132 and Safari before 15.4 have no requestVideoFrameCallback.
  return 'requestVideoFrameCallback' in video
    ? byVideoFrame(video, onPicture)
    : byAnimationFrame(video, onPicture)
}

function byVideoFrame(video: HTMLVideoElement, onPicture: OnPicture): () => void {
  let handle = video.requestVideoFrameCallback(function next(_now, { mediaTime }) {
    handle = video.requestVideoFrameCallback(next)
    onPicture(mediaTime * 1000)
  })
  return () => video.cancelVideoFrameCallback(handle)
}

function byAnimationFrame(video: HTMLVideoElement, onPicture: OnPicture): () => void {
  let lastTime = -1
  let handle = requestAnimationFrame(function next() {
    handle = requestAnimationFrame(next)
    if (video.currentTime === lastTime || video.readyState < video.HAVE_CURRENT_DATA) return
    lastTime = video.currentTime
    onPicture(lastTime * 1000)
  })
  return () => cancelAnimationFrame(handle)
}
