import { screen } from '@testing-library/react'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import { expect, it } from 'vitest'
import { PageHeader } from './page-header'
import { renderScreen } from '@/shared/testing/render'

function Page(): ReactNode {
  const [parameters, setParameters] = useSearchParams()
  return (
    <>
      <PageHeader title={`Sets of ${parameters.get('exercise') ?? 'everything'}`} />
      <button type="button" onClick={() => setParameters({ exercise: 'plank' }, { replace: true })}>
        Planks only
      </button>
    </>
  )
}

it('leaves the focus where it is when only what the page shows goes into the address', async () => {
  const { user } = renderScreen(<Page />)
  const filter = screen.getByRole('button', { name: 'Planks only' })
  await user.click(filter)

  expect(await screen.findByRole('heading', { name: 'Sets of plank' })).toBeVisible()
  expect(filter).toHaveFocus()
})
