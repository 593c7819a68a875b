// The camera's pictures through the Pose Landmarker in a worker, and nothing else: the newest picture goes as soon as the
// answer to the one before it is here.
const video = document.querySelector("video");
const worker = new Worker("/bare/worker.js", { type: "module" });
let busy = true;
let taking = false;
let waiting = null;

function send(picture) {
  busy = true;
  worker.postMessage({ picture, timestampMs: Math.round(performance.now()) }, [
    picture,
  ]);
}

worker.onmessage = ({ data }) => {
  if (data.type === "ready") document.title = "ready";
  busy = false;
  if (waiting === null) return;
  const picture = waiting;
  waiting = null;
  send(picture);
};

async function take() {
  taking = true;
  // The first pictures of a camera may be none yet.
  const picture = await createImageBitmap(video).catch(() => null);
  taking = false;
  if (picture === null) return;
  if (!busy) {
    send(picture);
    return;
  }
  waiting?.close();
  waiting = picture;
}

video.requestVideoFrameCallback(function next() {
  video.requestVideoFrameCallback(next);
  if (!taking) void take();
});

video.srcObject = await navigator.mediaDevices.getUserMedia({
  video: { width: 640, height: 480, frameRate: 30 },
});
