import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

/** As after a reload. */
async function device() {
  vi.resetModules()
  return import('./device')
}

const kept = new Map<string, string>()

beforeEach(() => {
  kept.clear()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  })
})

afterEach(() => vi.unstubAllGlobals())

const FULL = { model: 'full', delegate: 'CPU' } as const

describe('what a device remembers of itself', () => {
  it('is there after a reload', async () => {
    const { useDevice } = await device()
    useDevice.getState().remember({ 'lite-CPU': 12, 'full-CPU': 22 })
    useDevice.getState().choose('lite')
    const { useDevice: reloaded, detectorFor } = await device()
    expect(reloaded.getState()).toMatchObject({
      wish: 'lite',
      timings: { 'lite-CPU': 12, 'full-CPU': 22 },
    })
    expect(detectorFor('push-up').model).toBe('lite')
    reloaded.getState().choose('auto')
    expect(detectorFor('push-up')).toEqual(FULL)
  })

  it('is corrected by how long pictures took in training', async () => {
    const { useDevice, detectorFor } = await device()
    const { remember, correct } = useDevice.getState()
    remember({ 'lite-CPU': 12, 'full-CPU': 22 })
    correct(FULL, 41)
    expect(detectorFor('push-up').model).toBe('lite')
    correct(FULL, 30)
    expect(detectorFor('push-up').model).toBe('full')
    correct(FULL, null)
    expect(useDevice.getState().timings).toEqual({ 'lite-CPU': 12 })
  })

  it('is not made up of training alone', async () => {
    const { useDevice } = await device()
    useDevice.getState().correct(FULL, 20)
    expect(useDevice.getState().timings).toEqual({})
  })

  it.each(['not JSON', '7', '{"wish":"largest","timings":{"lite-CPU":-1}}'])(
    'begins anew from %s',
    async (text) => {
      kept.set('exercise-buddy.detector', text)
      const { useDevice } = await device()
      expect(useDevice.getState()).toMatchObject({ wish: 'auto', timings: {} })
    },
  )

  it('is measured again with other models', async () => {
    const timings = { 'lite-CPU': 12, 'full-CPU': 22 }
    kept.set(
      'exercise-buddy.detector',
      JSON.stringify({ wish: 'full', files: '/models/older.task', timings }),
    )
    const { useDevice } = await device()
    expect(useDevice.getState()).toMatchObject({ wish: 'full', timings: {} })
  })
})
