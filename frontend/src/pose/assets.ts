/**
 * What the pose worker downloads. `tools/model_bundle.py` puts these files there; its tests compare the two lists.
 * Each path carries a version or a hash, so a file never changes under its name and may be cached for good.
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

const RUNTIME_PATH = '/mediapipe/0.10.35'

/** The lite model: twice as fast as full, which is what counts on a phone. */
export const POSE_ASSETS: PoseAssets = {
  runtimePath: RUNTIME_PATH,
  wasm: { path: `${RUNTIME_PATH}/vision_wasm_module_internal.wasm`, bytes: 11_153_641 },
  model: { path: '/models/pose_landmarker_lite.157967f1.task', bytes: 5_783_178 },
}

/** Everything that has to be on the device for training without a network. */
export const POSE_FILES: readonly string[] = [
  `${RUNTIME_PATH}/vision_wasm_module_internal.js`,
  POSE_ASSETS.wasm.path,
  POSE_ASSETS.model.path,
]
