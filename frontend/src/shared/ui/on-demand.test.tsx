import { act, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { Component, type ComponentType, type ReactNode } from 'react'
import { expect, it, vi } from 'vitest'
import { onDemand } from './on-demand'
import { FileFetchError } from '@/shared/lib/browser/import-fetched'

function Greeting({ name }: { readonly name: string }): ReactNode {
  return <p>Hello, {name}</p>
}

type Load = () => Promise<ComponentType<{ readonly name: string }>>

/** Fails until the network is said to be back. */
function unreliable(): { readonly load: Load; readonly comeBack: () => void } {
  let isBack = false
  const load: Load = () =>
    isBack ? Promise.resolve(Greeting) : Promise.reject(new FileFetchError('no network'))
  return { load, comeBack: () => (isBack = true) }
}

it('shows a placeholder until it has loaded', async () => {
  const Part = onDemand(() => Promise.resolve(Greeting), { meanwhile: <p>Wait</p> })
  render(<Part name="Maya" />)
  expect(screen.getByText('Wait')).toBeVisible()
  expect(await screen.findByText('Hello, Maya')).toBeVisible()
})

it('is there at once if it was preloaded', async () => {
  const Part = onDemand(() => Promise.resolve(Greeting))
  await Part.preload()
  render(<Part name="Maya" />)
  expect(screen.getByText('Hello, Maya')).toBeVisible()
})

it('shows an error in its place if it could not be loaded, and retries when asked', async () => {
  const { load, comeBack } = unreliable()
  const Part = onDemand(load)
  await Part.preload()
  render(<Part name="Maya" />)
  expect(await screen.findByRole('alert')).toHaveTextContent('could not be loaded')
  comeBack()
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
  expect(await screen.findByText('Hello, Maya')).toBeVisible()
})

class Boundary extends Component<{ readonly children: ReactNode }, { readonly message: string }> {
  override state = { message: '' }
  static getDerivedStateFromError = ({ message }: Error) => ({ message })
  override render(): ReactNode {
    return this.state.message === '' ? this.props.children : <p>Page: {this.state.message}</p>
  }
}

it('passes an error in the loaded code on to the page, because another try would not help', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const Part = onDemand(() => Promise.reject(new Error('x is not a function')))
  render(
    <Boundary>
      <Part />
    </Boundary>,
  )
  expect(await screen.findByText('Page: x is not a function')).toBeVisible()
})

it('loads by itself once the network is back', async () => {
  const { load, comeBack } = unreliable()
  const Part = onDemand(load, { failed: null })
  render(<Part name="Maya" />)
  // Its failure shows nowhere: the promise has to be over before the network is back.
  await act(() => load().catch(() => undefined))
  expect(screen.queryByRole('alert')).toBeNull()
  comeBack()
  act(() => {
    window.dispatchEvent(new Event('online'))
  })
  expect(await screen.findByText('Hello, Maya')).toBeVisible()
})
