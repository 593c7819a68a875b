import { act, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useTrainingSettings } from '../../lib/training-settings'
import { SoundChoice } from './sound-choice'
import { SoundNotice } from './sound-notice'
import { renderScreen } from '@/shared/testing/render'

const NONE = 'You hear tones: this browser has no voice in your language.'

class FakeSpeech extends EventTarget {
  readonly getVoices = vi.fn((): object[] => [])
}

let speech: FakeSpeech

beforeEach(() => {
  speech = new FakeSpeech()
  vi.stubGlobal('speechSynthesis', speech)
  useTrainingSettings.getState().change({ sound: 'voice', soundAsked: false })
})

afterEach(() => vi.unstubAllGlobals())

describe('what a first set is told about sound', () => {
  it('is spoken, as soon as the browser has listed its voices', () => {
    renderScreen(<SoundNotice />)
    speech.getVoices.mockReturnValue([{ lang: 'en-US' }])
    act(() => void speech.dispatchEvent(new Event('voiceschanged')))
    expect(screen.getByText('Counts and hints are spoken.')).toBeVisible()
  })

  it.each([
    ['no voice', []],
    ['voices of other languages only', [{ lang: 'fr-FR' }]],
  ])('is tones with %s', (_, voices) => {
    speech.getVoices.mockReturnValue(voices)
    renderScreen(<SoundNotice />)
    expect(screen.getByText(NONE)).toBeVisible()
  })

  it('is tones where the browser cannot speak', () => {
    vi.stubGlobal('speechSynthesis', undefined)
    renderScreen(<SoundNotice />)
    expect(screen.getByText(NONE)).toBeVisible()
  })
})

describe('the choice of sound', () => {
  it('says that a voice was chosen that is not there', async () => {
    const { user } = renderScreen(<SoundChoice label="Sound" />)
    expect(screen.getByText(NONE)).toBeVisible()
    await user.click(screen.getByText('Tones'))
    expect(screen.queryByText(NONE)).toBeNull()
    expect(useTrainingSettings.getState()).toMatchObject({ sound: 'beep', soundAsked: true })
  })
})
