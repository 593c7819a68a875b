/** Why there is no picture from a camera. */
export type CameraProblem =
  /** Permission refused, by the person or by a policy. */
  | 'blocked'
  | 'not-found'
  /** Another program has it, or the hardware fails. */
  | 'in-use'
  /** No camera meets the constraints. */
  | 'unsuitable'
  /** The page came over plain http from another machine. */
  | 'insecure'
  /** The browser has no camera access at all. */
  | 'unsupported'
  /** The camera stopped while in use. */
  | 'ended'
  | 'unknown'

export class CameraError extends Error {
  readonly problem: CameraProblem

  constructor(problem: CameraProblem, options?: ErrorOptions) {
    super(`camera: ${problem}`, options)
    this.name = 'CameraError'
    this.problem = problem
  }
}

export type Facing = 'front' | 'back'

/** The wanted camera: a specific one, or one facing a certain way. */
export type CameraWish = { readonly deviceId: string } | { readonly facing: Facing }

export interface OpenCamera {
  readonly stream: MediaStream
  readonly deviceId: string | null
  readonly facing: Facing
}

export interface CameraChoice {
  readonly deviceId: string
  readonly label: string
}

// MediaPipe scales pictures down to 256 pixels or less: larger ones only cost time.
const PICTURE = {
  width: { ideal: 640 },
  height: { ideal: 480 },
  frameRate: { ideal: 30 },
} as const

const PROBLEMS: Readonly<Record<string, CameraProblem>> = {
  NotAllowedError: 'blocked',
  SecurityError: 'blocked',
  NotFoundError: 'not-found',
  NotReadableError: 'in-use',
  AbortError: 'in-use',
  OverconstrainedError: 'unsuitable',
}

/** Opens a camera; the browser may ask the user first. Throws CameraError. */
export async function openCamera(wish: CameraWish): Promise<OpenCamera> {
  const asked = mediaDevices().getUserMedia({ audio: false, video: constraints(wish) })
  const stream = await asked.catch((error: unknown) => {
    throw new CameraError(cameraProblem(error), { cause: error })
  })
  return describe(stream)
}

/** The available cameras; browsers omit names until permission is given. */
export async function listCameras(): Promise<CameraChoice[]> {
  const devices = await mediaDevices().enumerateDevices()
  return devices
    .filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId !== '')
    .map(({ deviceId, label }, index) => ({ deviceId, label: label || `Camera ${index + 1}` }))
}

export function closeCamera({ stream }: OpenCamera): void {
  for (const track of stream.getTracks()) track.stop()
}

/** What an exception of getUserMedia means. */
export function cameraProblem(error: unknown): CameraProblem {
  const name = error instanceof Error || error instanceof DOMException ? error.name : ''
  return PROBLEMS[name] ?? 'unknown'
}

function mediaDevices(): MediaDevices {
  // Typed as always present, but missing on insecure pages and in old browsers.
  const devices = navigator.mediaDevices as MediaDevices | undefined
  if (devices === undefined) throw new CameraError(isSecureContext ? 'unsupported' : 'insecure')
  return devices
}

function constraints(wish: CameraWish): MediaTrackConstraints {
  if ('deviceId' in wish) return { ...PICTURE, deviceId: { ideal: wish.deviceId } }
  return { ...PICTURE, facingMode: { ideal: wish.facing === 'front' ? 'user' : 'environment' } }
}

function describe(stream: MediaStream): OpenCamera {
  const [track] = stream.getVideoTracks()
  if (track === undefined) throw new CameraError('not-found')
  const { deviceId, facingMode } = track.getSettings()
  return { stream, deviceId: deviceId ?? null, facing: facing(facingMode, track.label) }
}

/** A laptop's camera does not report its direction; it faces the user. */
function facing(facingMode: string | undefined, label: string): Facing {
  if (facingMode !== undefined) return facingMode === 'environment' ? 'back' : 'front'
  return /\b(back|rear|environment)\b/i.test(label) ? 'back' : 'front'
}
