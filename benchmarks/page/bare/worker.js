import { FilesetResolver, PoseLandmarker } from "/bare/vision_bundle.mjs";

const runtime = await FilesetResolver.forVisionTasks("/runtime", true);
const landmarker = await PoseLandmarker.createFromOptions(runtime, {
  baseOptions: { modelAssetPath: "/model.task", delegate: "CPU" },
  runningMode: "VIDEO",
  numPoses: 1,
  canvas: new OffscreenCanvas(1, 1),
});
landmarker.detectForVideo(new ImageData(64, 64), 0).close();
let lastMs = 0;

self.onmessage = ({ data: { picture, timestampMs } }) => {
  lastMs = Math.max(lastMs + 1, timestampMs);
  const result = landmarker.detectForVideo(picture, lastMs);
  picture.close();
  const found = result.landmarks.length > 0;
  result.close();
  self.postMessage({ type: "pose", found });
};
self.postMessage({ type: "ready" });
