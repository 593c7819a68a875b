import { screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import * as sharePicture from '../../lib/share-picture'
import { ShareButton } from './share-button'
import * as files from '@/shared/lib/browser/save-file'
import { renderScreen } from '@/shared/testing/render'

const RESULT = { title: 'Push-ups', figure: '12', unit: 'reps', facts: [] }
const PICTURE = new Blob(['png'], { type: 'image/png' })

beforeEach(() => {
  vi.spyOn(sharePicture, 'drawSharePicture').mockResolvedValue(PICTURE)
  vi.spyOn(files, 'saveFile').mockReturnValue()
})

afterEach(() => {
  vi.unstubAllGlobals()
  vi.clearAllMocks()
})

async function press(sharing: Partial<Navigator>): Promise<void> {
  Object.entries(sharing).forEach(([name, value]) =>
    Object.defineProperty(navigator, name, { configurable: true, value }),
  )
  const { user } = renderScreen(<ShareButton result={RESULT} />, '/')
  await user.click(screen.getByRole('button', { name: 'Share' }))
}

it('hands the picture to another app', async () => {
  const share = vi.fn<Navigator['share']>(() => Promise.resolve())
  await press({ canShare: () => true, share })
  await waitFor(() => expect(share).toHaveBeenCalledOnce())
  expect(share.mock.calls[0]?.[0]?.files?.[0]?.name).toBe('exercise-buddy.png')
  expect(files.saveFile).not.toHaveBeenCalled()
})

it('saves no file if the person cancels sharing', async () => {
  const share = vi.fn(() => Promise.reject(new DOMException('closed', 'AbortError')))
  await press({ canShare: () => true, share })
  await waitFor(() => expect(share).toHaveBeenCalledOnce())
  expect(files.saveFile).not.toHaveBeenCalled()
})

it.each([
  ['takes no files', { canShare: () => false, share: vi.fn() }],
  ['fails', { canShare: () => true, share: () => Promise.reject(new TypeError('broken')) }],
])('saves the picture as a file if the system %s', async (_, sharing) => {
  await press(sharing)
  await waitFor(() => expect(files.saveFile).toHaveBeenCalledOnce())
})

it('says so if nothing can be drawn', async () => {
  vi.mocked(sharePicture.drawSharePicture).mockResolvedValue(null)
  await press({})
  expect(await screen.findByText('This browser cannot draw the picture.')).toBeVisible()
})
