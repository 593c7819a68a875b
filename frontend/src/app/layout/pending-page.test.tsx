import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { Link, Outlet, RouterProvider, createMemoryRouter } from 'react-router'
import { expect, it } from 'vitest'
import { PendingPage } from './pending-page'

it('is shown from the press of a link until its page is there', async () => {
  let resolve: (page: { Component: () => string }) => void = () => undefined
  const promise = new Promise<{ Component: () => string }>((arrive) => {
    resolve = arrive
  })
  const router = createMemoryRouter([
    {
      element: (
        <>
          <PendingPage />
          <Outlet />
        </>
      ),
      children: [
        { index: true, element: <Link to="/statistics">Statistics</Link> },
        { path: 'statistics', lazy: () => promise },
      ],
    },
  ])
  render(<RouterProvider router={router} />)
  expect(screen.queryByRole('progressbar')).toBeNull()

  await userEvent.click(screen.getByRole('link', { name: 'Statistics' }))
  expect(await screen.findByRole('progressbar', { name: 'Loading the page' })).toBeVisible()
  resolve({ Component: () => 'What it all adds up to.' })
  expect(await screen.findByText('What it all adds up to.')).toBeVisible()
  await waitFor(() => expect(screen.queryByRole('progressbar')).toBeNull())
})
