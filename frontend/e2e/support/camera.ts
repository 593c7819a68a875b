import type { FromWorker } from '../../src/pose/worker/protocol'

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
