import type { FromWorker, ToWorker } from '../../src/pose/worker/protocol'

/** Has every camera of a page give at most this many pictures a second; to be run in the page before anything else. */
export function limitCamera(picturesASecond: number): void {
  // oxlint-disable-next-line typescript/unbound-method -- called with its own object below
  const open = MediaDevices.prototype.getUserMedia
  MediaDevices.prototype.getUserMedia = function (asked) {
    const video = typeof asked?.video === 'object' ? asked.video : {}
    return open.call(this, { ...asked, video: { ...video, frameRate: { max: picturesASecond } } })
  }
}

/**
 * Has a page's cameras come on once it has its model of poses, however long a machine takes for that: the clip that
 * they show begins then. To be run in the page before anything else.
 */
export function awaitModel(): void {
  const isReady = new Promise<void>((resolve) => {
    globalThis.Worker = class extends Worker {
      constructor(...made: ConstructorParameters<typeof Worker>) {
        super(...made)
        this.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
          if (data.type === 'ready') resolve()
        })
      }
    }
  })
  // oxlint-disable-next-line typescript/unbound-method -- called with its own object below
  const open = MediaDevices.prototype.getUserMedia
  MediaDevices.prototype.getUserMedia = async function (asked) {
    await isReady
    return open.call(this, asked)
  }
}

declare global {
  /** What a page has done with each picture that `seeNobody` is handed. */
  var lookAt: ((picture: ImageBitmap, timestampMs: number) => void) | undefined
}

/**
 * Puts a worker that sees nobody, at once, in the place of the one with the model, whose arrival costs a page three
 * seconds of a processor. To be run in the page before anything else.
 */
export function seeNobody(): void {
  class SeesNobody {
    onmessage: ((event: { data: FromWorker }) => void) | null = null

    postMessage(message: ToWorker): void {
      if (message.type === 'start') this.#say({ type: 'ready' })
      else this.#answer(message)
    }

    terminate(): void {
      this.onmessage = null
    }

    #answer({ picture, timestampMs }: Extract<ToWorker, { type: 'frame' }>): void {
      const { width, height } = picture
      globalThis.lookAt?.(picture, timestampMs)
      picture.close()
      const nobody = { landmarks: null, worldLandmarks: null }
      this.#say({ type: 'pose', timestampMs, width, height, ...nobody })
    }

    #say(data: FromWorker): void {
      setTimeout(() => this.onmessage?.({ data }))
    }
  }
  globalThis.Worker = SeesNobody as unknown as typeof Worker
}
