import { act, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { surviveTranslators } from './translated-page'
import { translatePage } from '@/shared/testing/translate'

const untouched = Object.getOwnPropertyDescriptors(Node.prototype)
let stopTranslating: () => void

beforeEach(() => {
  surviveTranslators()
  stopTranslating = translatePage()
})

afterEach(() => {
  stopTranslating()
  const { insertBefore, removeChild } = untouched
  Object.defineProperties(Node.prototype, { insertBefore, removeChild })
})

function Page({ more }: { readonly more: boolean }) {
  return (
    <p>
      {more ? <b>first</b> : null}
      {more ? 'some' : null}
      {more ? null : 'none'} of it
    </p>
  )
}

describe('texts that a translator has replaced', () => {
  it('can be added and removed beside others', async () => {
    const { rerender, unmount } = render(<Page more={false} />)
    for (const more of [true, false, true, false]) {
      await act(() => Promise.resolve())
      rerender(<Page more={more} />)
      expect(screen.queryByText('first') !== null).toBe(more)
    }
    unmount()
    expect(screen.queryByText(/of it/)).toBeNull()
  })

  it('leave texts that nobody touched unchanged', () => {
    const list = document.createElement('ul')
    const [one, two] = [document.createElement('li'), document.createElement('li')]
    list.insertBefore(two, null)
    list.insertBefore(one, two)
    expect([...list.children]).toEqual([one, two])
    expect(list.removeChild(one)).toBe(one)
    expect([...list.children]).toEqual([two])
  })
})
