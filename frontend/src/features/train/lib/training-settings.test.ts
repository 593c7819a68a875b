import { beforeEach, describe, expect, it, vi } from 'vitest'

const KEY = 'exercise-buddy.training'
const DEFAULTS = {
  sound: 'voice',
  volumeTenths: 10,
  soundAsked: false,
  countdownSeconds: 3,
  startsInPosition: true,
  pausesWhenAway: true,
  endsWhenAway: true,
  endsOnGesture: true,
  standard: 'standard',
  cameraId: null,
}

/** The settings as a page that opens now finds them. */
async function opened() {
  vi.resetModules()
  return (await import('./training-settings')).useTrainingSettings
}

describe('training settings', () => {
  beforeEach(() => localStorage.clear())

  it('have sound, a countdown and hands-free sets by default', async () => {
    expect((await opened()).getState()).toMatchObject(DEFAULTS)
  })

  it('are kept on this device', async () => {
    ;(await opened()).getState().change({ sound: 'beep', countdownSeconds: 5 })
    expect((await opened()).getState()).toMatchObject({
      ...DEFAULTS,
      sound: 'beep',
      countdownSeconds: 5,
    })
  })

  it.each(['{', 'null', '[]', '{"sound":"drums","countdownSeconds":-1,"cameraId":7}'])(
    'fall back to the defaults for %s',
    async (text) => {
      localStorage.setItem(KEY, text)
      expect((await opened()).getState()).toMatchObject(DEFAULTS)
    },
  )
})
