import { render } from '@testing-library/react'
import { expect, it } from 'vitest'
import { ownText } from './own-text'

it('puts adjoining texts into one element, and leaves elements alone', () => {
  const count = 12
  const { container } = render(
    <>
      {ownText([<b key="b">icon</b>, 'Use ', count, ' now', null, <i key="i">end</i>])}
      {ownText('alone')}
      {ownText(undefined)}
    </>,
  )
  expect(container.innerHTML).toBe('<b>icon</b><span>Use 12 now</span><i>end</i><span>alone</span>')
})
