import { afterEach, describe, expect, it, vi } from 'vitest'
import { CameraError, cameraProblem, listCameras, openCamera } from './camera'

interface FakeTrack {
  readonly label?: string
  readonly settings?: MediaTrackSettings
}

function stream({ label = 'Webcam', settings = {} }: FakeTrack = {}): MediaStream {
  const track = { label, getSettings: () => settings }
  return { getVideoTracks: () => [track] } as unknown as MediaStream
}

function withCamera(getUserMedia: () => Promise<MediaStream>): ReturnType<typeof vi.fn> {
  const asked = vi.fn(getUserMedia)
  vi.stubGlobal('navigator', { mediaDevices: { getUserMedia: asked } })
  return asked
}

function problemOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'none',
    (error: unknown) => (error instanceof CameraError ? error.problem : 'not a CameraError'),
  )
}

afterEach(() => vi.unstubAllGlobals())

describe('openCamera', () => {
  it('asks only for what would be nice, so that no camera is ruled out', async () => {
    const asked = withCamera(() => Promise.resolve(stream()))
    await openCamera({ facing: 'back' })
    expect(asked).toHaveBeenCalledWith({
      audio: false,
      video: {
        width: { ideal: 640 },
        height: { ideal: 480 },
        frameRate: { ideal: 30 },
        facingMode: { ideal: 'environment' },
      },
    })
  })

  it.each([
    ['a laptop camera', {}, 'front'],
    ['a phone camera towards the person', { settings: { facingMode: 'user' } }, 'front'],
    ['a phone camera away from the person', { settings: { facingMode: 'environment' } }, 'back'],
    ['a camera that only its name tells of', { label: 'camera2 0, facing back' }, 'back'],
  ])('tells where %s looks', async (_what, track, facing) => {
    withCamera(() => Promise.resolve(stream(track)))
    expect((await openCamera({ facing: 'front' })).facing).toBe(facing)
  })

  it.each([
    ['NotAllowedError', 'blocked'],
    ['SecurityError', 'blocked'],
    ['NotFoundError', 'not-found'],
    ['NotReadableError', 'in-use'],
    ['AbortError', 'in-use'],
    ['OverconstrainedError', 'unsuitable'],
    ['TypeError', 'unknown'],
  ])('calls %s %s', async (name, problem) => {
    withCamera(() => Promise.reject(new DOMException('', name)))
    expect(await problemOf(openCamera({ facing: 'front' }))).toBe(problem)
  })

  it('tells an insecure page from a browser without camera access', async () => {
    vi.stubGlobal('navigator', {})
    vi.stubGlobal('isSecureContext', false)
    expect(await problemOf(openCamera({ facing: 'front' }))).toBe('insecure')
    vi.stubGlobal('isSecureContext', true)
    expect(await problemOf(openCamera({ facing: 'front' }))).toBe('unsupported')
  })

  it('calls a stream without a picture no camera', async () => {
    withCamera(() => Promise.resolve({ getVideoTracks: () => [] } as unknown as MediaStream))
    expect(await problemOf(openCamera({ facing: 'front' }))).toBe('not-found')
  })
})

describe('cameraProblem', () => {
  it('does not recognise values that are not exceptions', () => {
    expect(cameraProblem('NotAllowedError')).toBe('unknown')
  })
})

describe('listCameras', () => {
  it('lists cameras only, and names the nameless', async () => {
    const devices = [
      { kind: 'audioinput', deviceId: 'm', label: 'Microphone' },
      { kind: 'videoinput', deviceId: 'a', label: 'Front' },
      { kind: 'videoinput', deviceId: 'b', label: '' },
      { kind: 'videoinput', deviceId: '', label: '' },
    ]
    vi.stubGlobal('navigator', {
      mediaDevices: { enumerateDevices: () => Promise.resolve(devices) },
    })
    expect(await listCameras()).toEqual([
      { deviceId: 'a', label: 'Front' },
      { deviceId: 'b', label: 'Camera 2' },
    ])
  })
})
