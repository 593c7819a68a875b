/**
 * What the pose worker downloads. `tools/setup/model_bundle.py` puts these files there; its tests compare the two
 * lists. Each path carries a version or a hash, so a file never changes under its name and may be cached for good.
 */
export interface PoseAsset {
  readonly path: string
  /** Uncompressed size: a compressed answer's Content-Length would not do for a progress bar. */
  readonly bytes: number
}

export interface PoseAssets {
  /** Folder of the WebAssembly runtime. */
  readonly runtimePath: string
  readonly wasm: PoseAsset
  readonly model: PoseAsset
}

/** `lite` takes half the time of `full`; `full` reads joints better. */
export type PoseModel = 'lite' | 'full'

const RUNTIME_PATH = '/mediapipe/0.10.35'
const WASM: PoseAsset = {
  path: `${RUNTIME_PATH}/vision_wasm_module_internal.wasm`,
  bytes: 11_153_641,
}
const MODELS: Readonly<Record<PoseModel, PoseAsset>> = {
  lite: { path: '/models/pose_landmarker_lite.157967f1.task', bytes: 5_783_178 },
  full: { path: '/models/pose_landmarker_full.d8cdf7c9.task', bytes: 9_403_866 },
}

export function poseAssets(model: PoseModel): PoseAssets {
  return { runtimePath: RUNTIME_PATH, wasm: WASM, model: MODELS[model] }
}

/** All files needed on the device for training without a network. */
export const POSE_FILES: readonly string[] = [
  `${RUNTIME_PATH}/vision_wasm_module_internal.js`,
  WASM.path,
  MODELS.lite.path,
]

/** Also cached once used: the larger model, for fast devices and users who chose it. */
export const KEPT_POSE_FILES: readonly string[] = [...POSE_FILES, MODELS.full.path]
