import { FilesetResolver, PoseLandmarker } from '@mediapipe/tasks-vision'
import type { Delegate } from '../choice/detector'
import { type Downloads, downloadAssets } from './download'
import { Nearest } from './nearest'
import { onlyOf, without } from './paint-over'
import type { FromWorker, ToWorker, WorkerFailure } from './protocol'
import { type Sight, SightMeter, isSeen, isSurelySeen } from './sight'
import { StackDepth } from './stack-depth'
import { LEAST_VISIBILITY, Track, isUpsideDown } from './track'
import { type Region, Zoom, figureOf, toWholePicture } from './zoom'

interface EmscriptenModule {
  readonly wasmBinary: Uint8Array
  readonly printErr: (line: string) => void
}

declare const self: DedicatedWorkerGlobalScope & { Module?: EmscriptenModule }

/** 33 points each: (x, y, z, visibility) in shares of the picture, and (x, y, z) in metres. */
interface Pose {
  readonly landmarks: Float32Array<ArrayBuffer>
  readonly worldLandmarks: Float32Array<ArrayBuffer>
  readonly sight: Sight
}

const POINTS = 33
const NOBODY = { landmarks: null, worldLandmarks: null }

const zoom = new Zoom()
const track = new Track()
const nearest = new Nearest()
const sightMeter = new SightMeter()
const depth = new StackDepth()
let landmarker: PoseLandmarker | undefined
let lastTimestampMs = -1

self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === 'start') void start(data)
  else void detect(data.picture, data.timestampMs)
}

async function start({
  origin,
  assets,
  delegate,
}: Extract<ToWorker, { type: 'start' }>): Promise<void> {
  // The runtime needs WebGL2 even where the model runs on the CPU.
  if (new OffscreenCanvas(1, 1).getContext('webgl2') === null) {
    fail('unsupported', 'no WebGL2 in workers')
    return
  }
  let downloads: Downloads
  try {
    downloads = await downloadAssets(assets, origin, (loadedBytes, totalBytes) =>
      post({ type: 'progress', loadedBytes, totalBytes }),
    )
  } catch (error) {
    fail('download', error)
    return
  }
  post({ type: 'warming-up' })
  try {
    landmarker = await createLandmarker(origin + assets.runtimePath, downloads, delegate)
    warmUp(landmarker)
    post({ type: 'ready' })
  } catch (error) {
    fail('detector', error)
  }
}

async function createLandmarker(
  runtimeUrl: string,
  { model, wasm }: Downloads,
  delegate: Delegate,
): Promise<PoseLandmarker> {
  // Emscripten's own way to be handed the binary; the loader would download it once more.
  self.Module = { wasmBinary: wasm, printErr: print }
  const runtime = await FilesetResolver.forVisionTasks(runtimeUrl, true)
  // Without a canvas of its own MediaPipe guesses by the browser's name, and guesses wrong in Chrome on iOS.
  const canvas = new OffscreenCanvas(1, 1)
  canvas.addEventListener('webglcontextlost', () => fail('detector', 'WebGL context lost'))
  return PoseLandmarker.createFromOptions(runtime, {
    baseOptions: { modelAssetBuffer: model, delegate },
    runningMode: 'VIDEO',
    numPoses: 1,
    canvas,
  })
}

/** TensorFlow Lite sends its notices, too, to where errors go. */
function print(line: string): void {
  const level = line.startsWith('INFO:') ? 'info' : 'error'
  // Where the runtime itself would have put it.
  console[level](line)
}

/** The first detection takes several times as long as the others. */
function warmUp(detector: PoseLandmarker): void {
  lastTimestampMs = 0
  detector.detectForVideo(new ImageData(64, 64), lastTimestampMs).close()
}

async function detect(picture: ImageBitmap, timestampMs: number): Promise<void> {
  const { width, height } = picture
  try {
    const pose = await track.find(
      { atMs: timestampMs, width, height },
      () => search(picture, timestampMs),
      () => letGo(timestampMs),
    )
    const { landmarks, worldLandmarks } = pose ?? NOBODY
    const buffers = [landmarks, worldLandmarks].flatMap((points) => (points ? [points.buffer] : []))
    post({ type: 'pose', timestampMs, width, height, landmarks, worldLandmarks }, buffers)
  } catch (error) {
    fail('detector', error)
  } finally {
    picture.close()
  }
}

/** Looks at the whole picture, or where someone small was found; where nobody is, at one crop more. */
async function search(picture: ImageBitmap, timestampMs: number): Promise<Pose | null> {
  const { width, height } = picture
  const followed = zoom.region(width, height)
  if (followed === null) {
    const pose = look(picture, timestampMs)
    if (pose !== null) return nearestTo(pose, null, picture, timestampMs)
  }
  const region = followed ?? zoom.nextRegion(width, height)
  const pose = await lookAt(picture, region, timestampMs)
  const isPerson =
    pose !== null && isSeen(pose.sight, followed !== null) && !isUpsideDown(pose.worldLandmarks)
  zoom.saw(isPerson ? figureOf(pose.landmarks) : null)
  if (pose !== null && !isPerson) letGo(timestampMs)
  if (!isPerson) return null
  if (followed !== null) return nearestTo(pose, region, picture, timestampMs)
  nearest.keepTo(pose, { atMs: timestampMs, width, height })
  return pose
}

/** `pose`, found in all of the picture or in a region of it, or now and then somebody nearer in the rest. */
async function nearestTo(
  pose: Pose,
  region: Region | null,
  picture: ImageBitmap,
  timestampMs: number,
): Promise<Pose> {
  if (isUpsideDown(pose.worldLandmarks)) return pose
  const { width, height } = picture
  const figure = figureOf(pose.landmarks)
  const elsewhere = (): Pose | null => {
    letGo(timestampMs)
    // Of a face on the wall all but head and shoulders is a guess, and may lie over who trains.
    const found = look(without(picture, figureOf(pose.landmarks, LEAST_VISIBILITY)), timestampMs)
    return found !== null && isSurelySeen(found.sight) && !isUpsideDown(found.worldLandmarks)
      ? found
      : null
  }
  const back = async (): Promise<Pose | null> => {
    letGo(timestampMs)
    const alone = onlyOf(picture, figure)
    return region ? lookAt(alone, region, timestampMs) : look(alone, timestampMs)
  }
  const seen = { atMs: timestampMs, width, height }
  const chosen = await nearest.choose(pose, seen, elsewhere, back)
  if (chosen.isOther) {
    track.change()
    zoom.letGo()
  }
  return chosen.pose
}

/** An empty picture: MediaPipe lets go of the figure and starts with its detector again. */
function letGo(timestampMs: number): void {
  look(new ImageData(64, 64), timestampMs)
}

async function lookAt(
  picture: ImageBitmap | OffscreenCanvas,
  region: Region,
  timestampMs: number,
): Promise<Pose | null> {
  const crop = await createImageBitmap(picture, region.x, region.y, region.width, region.height)
  try {
    const pose = look(crop, timestampMs)
    if (pose !== null) toWholePicture(pose.landmarks, region, picture.width, picture.height)
    return pose
  } finally {
    crop.close()
  }
}

function look(
  picture: ImageBitmap | ImageData | OffscreenCanvas,
  timestampMs: number,
): Pose | null {
  if (landmarker === undefined) throw new Error('a frame came before the model')
  // MediaPipe wants whole milliseconds that strictly increase.
  lastTimestampMs = Math.max(lastTimestampMs + 1, Math.round(timestampMs))
  const detector = landmarker
  const startMs = performance.now()
  const result = depth.call(() => detector.detectForVideo(picture, lastTimestampMs))
  const landmarks = pack(result.landmarks[0], 4)
  const worldLandmarks = pack(result.worldLandmarks[0], 3)
  result.close()
  if (landmarks !== null) depth.took(performance.now() - startMs)
  return (
    landmarks && worldLandmarks && { landmarks, worldLandmarks, sight: sightMeter.of(landmarks) }
  )
}

interface Point {
  readonly x: number
  readonly y: number
  readonly z: number
  readonly visibility: number
}

function pack(
  points: readonly Point[] | undefined,
  width: 3 | 4,
): Float32Array<ArrayBuffer> | null {
  if (points?.length !== POINTS) return null
  const packed = new Float32Array(POINTS * width)
  points.forEach(({ x, y, z, visibility }, i) =>
    packed.set(width === 4 ? [x, y, z, visibility] : [x, y, z], i * width),
  )
  return packed
}

function post(message: FromWorker, transfer: Transferable[] = []): void {
  self.postMessage(message, transfer)
}

function fail(failure: WorkerFailure, reason: unknown): void {
  post({
    type: 'failed',
    failure,
    message: reason instanceof Error ? reason.message : String(reason),
  })
}
