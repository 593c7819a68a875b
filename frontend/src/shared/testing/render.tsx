import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, type RenderResult } from '@testing-library/react'
import userEvent, { type UserEvent } from '@testing-library/user-event'
import type { ReactElement } from 'react'
import { createMemoryRouter, RouterProvider } from 'react-router'
import { useToasts } from '@/shared/lib/toasts'
import { Toaster } from '@/shared/ui/toaster'

export interface Rendered extends RenderResult {
  readonly user: UserEvent
  readonly queryClient: QueryClient
}

/** Renders a part of the app with its surroundings: a router, the query cache and the toasts. */
export function renderScreen(
  element: ReactElement,
  path = '/',
  /** `leaves`: links lead to an empty page; by default the element is rendered on every page. */
  { leaves = false }: { readonly leaves?: boolean } = {},
): Rendered {
  useToasts.setState({ toasts: [] })
  const queryClient = new QueryClient({
    defaultOptions: { queries: { retry: false, networkMode: 'always' } },
  })
  const router = createMemoryRouter(
    [
      { path: leaves ? path : '*', element },
      { path: '*', element: null },
    ],
    { initialEntries: [path] },
  )
  const result = render(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
      <Toaster />
    </QueryClientProvider>,
  )
  return { ...result, user: userEvent.setup(), queryClient }
}
