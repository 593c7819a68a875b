import type { QueryClient } from '@tanstack/react-query'
import type { ComponentType, ReactNode } from 'react'
import { type RouteObject, createBrowserRouter } from 'react-router'
import { ErrorOnScreen, ErrorPage, NotLoaded, NotLoadedOnScreen } from './layout/error-page'
import { Layout } from './layout/layout'
import { PageLoading } from './layout/page-loading'
import { createLoaders } from './loaders'
import { Component as Dashboard } from './routes/dashboard'
import { withToasts } from './toasts'
import { isLoadFailure } from '@/shared/lib/browser/import-fetched'
import { onDemand } from '@/shared/ui/on-demand'

/**
 * Every page except the first loads on demand, together with its data, so that charts and pose detection do not slow
 * down the others.
 */
export function createRouter(queryClient: QueryClient): ReturnType<typeof createBrowserRouter> {
  const load = createLoaders(queryClient)
  return createBrowserRouter([
    ...fillingTheScreen(load),
    {
      Component: Layout,
      ErrorBoundary: ErrorOnScreen,
      HydrateFallback: PageLoading,
      children: [{ ErrorBoundary: ErrorPage, children: withinLayout(load) }],
    },
  ])
}

type Loaders = ReturnType<typeof createLoaders>

function fillingTheScreen(load: Loaders): RouteObject[] {
  return [
    {
      // Fills the screen, readable from three metres: no header, no tab bar.
      path: 'train/:exercise',
      ErrorBoundary: ErrorOnScreen,
      HydrateFallback: PageLoading,
      loader: load.account,
      lazy: page(() => import('./routes/train-exercise'), <NotLoadedOnScreen />),
    },
    {
      // The same for watching screens.
      path: 'watch',
      ErrorBoundary: ErrorOnScreen,
      HydrateFallback: PageLoading,
      lazy: page(() => import('./routes/watch'), <NotLoadedOnScreen />),
    },
    {
      path: 'train/plan/:plan',
      ErrorBoundary: ErrorOnScreen,
      HydrateFallback: PageLoading,
      loader: load.account,
      lazy: page(() => import('./routes/train-plan'), <NotLoadedOnScreen />),
    },
  ]
}

function withinLayout(load: Loaders): RouteObject[] {
  return [
    { index: true, Component: Dashboard },
    { path: 'train', lazy: page(() => import('./routes/train')) },
    { path: 'train/plans/new', lazy: page(() => import('./routes/plan-editor')) },
    { path: 'train/plans/:plan', lazy: page(() => import('./routes/plan-editor')) },
    {
      path: 'history',
      loader: load.history,
      lazy: page(() => import('./routes/history')),
    },
    { path: 'history/transfer', lazy: page(() => import('./routes/transfer')) },
    {
      path: 'history/:id',
      loader: load.workout,
      lazy: page(() => import('./routes/workout')),
    },
    {
      path: 'statistics',
      loader: load.statistics,
      lazy: page(() => import('./routes/statistics')),
    },
    { path: 'goals', loader: load.goals, lazy: page(() => import('./routes/goals')) },
    {
      path: 'together',
      loader: load.account,
      lazy: page(() => import('./routes/together')),
    },
    { path: 'connect', lazy: page(() => import('./routes/connect')) },
    {
      path: 'profile',
      loader: load.account,
      lazy: page(() => import('./routes/profile')),
    },
    {
      path: 'login',
      loader: load.signIn,
      lazy: page(() => import('./routes/login')),
    },
    {
      path: 'profile/security',
      loader: load.security,
      lazy: page(() => import('./routes/security')),
    },
    {
      path: 'forgot-password',
      loader: load.signIn,
      lazy: page(() => import('./routes/forgot-password')),
    },
    { path: 'reset-password', lazy: page(() => import('./routes/reset-password')) },
    {
      path: 'undo-email-change',
      lazy: page(() => import('./routes/undo-email-change')),
    },
    { path: 'weekly-mail', lazy: page(() => import('./routes/weekly-mail')) },
    { path: 'verify-email', lazy: page(() => import('./routes/verify-email')) },
    {
      path: 'register',
      loader: load.signIn,
      lazy: page(() => import('./routes/register')),
    },
    { path: '*', lazy: page(() => import('./routes/not-found')) },
  ]
}

interface Page {
  readonly Component: ComponentType
}

/**
 * A page's file, for the router, which asks for it once and remembers a failure for good: what could not be fetched is
 * therefore replaced by a page that fetches it as soon as there is a network.
 */
function page(load: () => Promise<Page>, failed: ReactNode = <NotLoaded />): () => Promise<Page> {
  const fetchIt = (): Promise<Page> => withToasts(load())
  return async () => {
    try {
      return await fetchIt()
    } catch (error) {
      if (!isLoadFailure(error)) throw error
      const later = async (): Promise<ComponentType> => (await fetchIt()).Component
      return { Component: onDemand(later, { meanwhile: <PageLoading />, failed }) }
    }
  }
}
