import { act, screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { Toaster } from './toaster'
import { toast } from '@/shared/lib/toasts'
import { renderScreen } from '@/shared/testing/render'

it('what has the focus moves out from under a toast that appears', async () => {
  const moved: string[] = []
  vi.spyOn(Element.prototype, 'scrollIntoView').mockImplementation(function (this: Element) {
    moved.push(this.textContent)
  })
  const { user } = renderScreen(
    <>
      <button type="button">Save</button>
      <Toaster />
    </>,
  )
  act(() => toast('Nobody is anywhere yet.'))
  expect(moved).toEqual([])

  await user.tab()
  expect(screen.getByRole('button', { name: 'Save' })).toHaveFocus()
  act(() => toast('Goal set.'))
  expect(moved).toContain('Save')
})
