import type { CameraProblem } from '@/pose/camera/camera'
import type { PoseFailure } from '@/pose/pose-source'

export interface ProblemWords {
  readonly title: string
  readonly text: string
  /** Label of the button that tries again; null where trying again cannot help. */
  readonly retry: string | null
}

const CAMERA: Readonly<Record<CameraProblem, ProblemWords>> = {
  blocked: {
    title: 'The camera is blocked',
    text: 'Allow the camera for this page: press the camera or lock symbol beside the address, choose “Allow”, then try again. If the system blocks it, look in its privacy settings.',
    retry: 'Try again',
  },
  'not-found': {
    title: 'No camera found',
    text: 'Plug in a camera, or open this page on a phone or laptop that has one, then try again.',
    retry: 'Try again',
  },
  'in-use': {
    title: 'The camera is busy',
    text: 'Another program or tab seems to be using it. Close video calls and other camera apps, then try again.',
    retry: 'Try again',
  },
  unsuitable: {
    title: 'This camera does not fit',
    text: 'It cannot deliver a picture that the app can use. Try again with another camera.',
    retry: 'Try another camera',
  },
  insecure: {
    title: 'The camera needs a secure page',
    text: 'Browsers hand out the camera only over https, or on the device itself. Open this page by its https address.',
    retry: null,
  },
  unsupported: {
    title: 'This browser has no camera access',
    text: 'Open this page in a current Chrome, Edge, Firefox or Safari.',
    retry: null,
  },
  ended: {
    title: 'The camera stopped',
    text: 'It was unplugged, or another program took it. Your set is kept: turn the camera on again to go on.',
    retry: 'Turn the camera on',
  },
  unknown: {
    title: 'The camera did not start',
    text: 'Something went wrong that the browser does not explain. Try again, or restart the browser.',
    retry: 'Try again',
  },
}

const POSE: Readonly<Record<PoseFailure, ProblemWords>> = {
  unsupported: {
    title: 'This browser cannot track movement',
    text: 'Pose detection needs WebGL 2 and WebAssembly SIMD. Update the browser, turn hardware acceleration on, or use a current Chrome, Edge, Firefox or Safari (17 or newer).',
    retry: null,
  },
  download: {
    title: 'The pose model did not arrive',
    text: 'About 9 MB are needed once. Check your connection, then try again.',
    retry: 'Try again',
  },
  crashed: {
    title: 'Pose detection keeps failing',
    text: 'Your set is kept. Close other tabs and programs to free memory, then try again.',
    retry: 'Try again',
  },
}

export function cameraProblemWords(problem: CameraProblem): ProblemWords {
  return CAMERA[problem]
}

export function poseFailureWords(failure: PoseFailure): ProblemWords {
  return POSE[failure]
}
