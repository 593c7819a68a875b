import { render, screen } from '@testing-library/react'
import { type ReactNode } from 'react'
import { RouterProvider, createMemoryRouter } from 'react-router'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { ErrorOnScreen, ErrorPage } from './error-page'

function open(error: Error, ErrorBoundary = ErrorPage): void {
  const Broken = (): ReactNode => {
    throw error
  }
  const router = createMemoryRouter([{ path: '*', Component: Broken, ErrorBoundary }])
  render(<RouterProvider router={router} />)
}

beforeEach(() => {
  // React reports what a boundary has caught; here that is the point.
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
})

describe('a page that breaks', () => {
  it('explains that without technical details, and offers a way on', () => {
    open(new Error('x is not a function'))

    expect(screen.getByText('Something broke on this page')).toBeVisible()
    expect(screen.getByRole('link', { name: 'Back to Home' })).toHaveAttribute('href', '/')
    expect(document.body).not.toHaveTextContent('x is not a function')
  })

  it('is the main part of a page that no header frames', () => {
    open(new Error('x is not a function'), ErrorOnScreen)

    expect(screen.getByRole('main')).toHaveTextContent('Something broke on this page')
  })

  it('tells a page that could not be fetched from one that is broken', () => {
    open(new TypeError('Failed to fetch dynamically imported module: /assets/history.js'))

    expect(screen.getByText('The page could not be loaded')).toBeVisible()
  })
})
