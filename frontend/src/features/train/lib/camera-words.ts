import { t } from '@lingui/core/macro'
import type { CameraProblem } from '@/pose/camera/camera'
import type { PoseFailure } from '@/pose/pose-source'

export interface ProblemWords {
  readonly title: string
  readonly text: string
  /** Label of the retry button; null if retrying cannot help. */
  readonly retry: string | null
}

const camera = (): Readonly<Record<CameraProblem, ProblemWords>> => ({
  blocked: {
    title: t`The camera is blocked`,
    text: t`Allow the camera for this page: press the camera or lock symbol beside the address, choose “Allow”, then try again. If the system blocks it, look in its privacy settings.`,
    retry: t`Try again`,
  },
  'not-found': {
    title: t`No camera found`,
    text: t`Plug in a camera, or open this page on a phone or laptop that has one, then try again.`,
    retry: t`Try again`,
  },
  'in-use': {
    title: t`The camera is busy`,
    text: t`Another program or tab seems to be using it. Close video calls and other camera apps, then try again.`,
    retry: t`Try again`,
  },
  unsuitable: {
    title: t`This camera does not fit`,
    text: t`It cannot deliver a picture that the app can use. Try again with another camera.`,
    retry: t`Try another camera`,
  },
  insecure: {
    title: t`The camera needs a secure page`,
    text: t`Browsers hand out the camera only over https, or on the device itself. Open this page by its https address.`,
    retry: null,
  },
  unsupported: {
    title: t`This browser has no camera access`,
    text: t`Open this page in a current Chrome, Edge, Firefox or Safari.`,
    retry: null,
  },
  ended: {
    title: t`The camera stopped`,
    text: t`It was unplugged, or another program took it. Your set is kept: turn the camera on again to continue.`,
    retry: t`Turn the camera on`,
  },
  unknown: {
    title: t`The camera did not start`,
    text: t`Something went wrong that the browser does not explain. Try again, or restart the browser.`,
    retry: t`Try again`,
  },
})

const pose = (): Readonly<Record<PoseFailure, ProblemWords>> => ({
  unsupported: {
    title: t`This browser cannot track movement`,
    text: t`Pose detection needs WebGL 2 and WebAssembly SIMD. Update the browser, turn hardware acceleration on, or use a current Chrome, Edge, Firefox or Safari (17 or newer).`,
    retry: null,
  },
  download: {
    title: t`The pose model did not arrive`,
    text: t`About 9 MB are needed once. Check your connection, then try again.`,
    retry: t`Try again`,
  },
  crashed: {
    title: t`Pose detection keeps failing`,
    text: t`Your set is kept. Close other tabs and programs to free memory, then try again.`,
    retry: t`Try again`,
  },
})

export function cameraProblemWords(problem: CameraProblem): ProblemWords {
  return camera()[problem]
}

export function poseFailureWords(failure: PoseFailure): ProblemWords {
  return pose()[failure]
}
