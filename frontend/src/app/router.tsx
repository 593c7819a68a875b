import type { QueryClient } from '@tanstack/react-query'
import { createBrowserRouter } from 'react-router'
import { ErrorPage } from './layout/error-page'
import { Layout } from './layout/layout'
import { PageLoading } from './layout/page-loading'
import { createLoaders } from './loaders'
import { Component as Dashboard } from './routes/dashboard'

/**
 * Every page except the first loads on demand, together with its data, so that charts and pose detection do not slow
 * down the others.
 */
export function createRouter(queryClient: QueryClient): ReturnType<typeof createBrowserRouter> {
  const load = createLoaders(queryClient)
  return createBrowserRouter([
    {
      // Fills the screen, readable from three metres: no header, no tab bar.
      path: 'train/:exercise',
      ErrorBoundary: ErrorPage,
      HydrateFallback: PageLoading,
      loader: load.account,
      lazy: () => import('./routes/train-exercise'),
    },
    {
      // The same for watching screens.
      path: 'watch',
      ErrorBoundary: ErrorPage,
      HydrateFallback: PageLoading,
      lazy: () => import('./routes/watch'),
    },
    {
      path: 'train/plan/:plan',
      ErrorBoundary: ErrorPage,
      HydrateFallback: PageLoading,
      loader: load.account,
      lazy: () => import('./routes/train-plan'),
    },
    {
      Component: Layout,
      ErrorBoundary: ErrorPage,
      HydrateFallback: PageLoading,
      children: [
        {
          ErrorBoundary: ErrorPage,
          children: [
            { index: true, Component: Dashboard },
            { path: 'train', lazy: () => import('./routes/train') },
            { path: 'train/plans/new', lazy: () => import('./routes/plan-editor') },
            { path: 'train/plans/:plan', lazy: () => import('./routes/plan-editor') },
            { path: 'history', loader: load.history, lazy: () => import('./routes/history') },
            { path: 'history/transfer', lazy: () => import('./routes/transfer') },
            { path: 'history/:id', loader: load.workout, lazy: () => import('./routes/workout') },
            {
              path: 'statistics',
              loader: load.statistics,
              lazy: () => import('./routes/statistics'),
            },
            { path: 'goals', loader: load.goals, lazy: () => import('./routes/goals') },
            { path: 'together', loader: load.account, lazy: () => import('./routes/together') },
            { path: 'connect', lazy: () => import('./routes/connect') },
            { path: 'profile', loader: load.account, lazy: () => import('./routes/profile') },
            { path: 'login', loader: load.signIn, lazy: () => import('./routes/login') },
            {
              path: 'profile/security',
              loader: load.security,
              lazy: () => import('./routes/security'),
            },
            {
              path: 'forgot-password',
              loader: load.signIn,
              lazy: () => import('./routes/forgot-password'),
            },
            { path: 'reset-password', lazy: () => import('./routes/reset-password') },
            { path: 'undo-email-change', lazy: () => import('./routes/undo-email-change') },
            { path: 'weekly-mail', lazy: () => import('./routes/weekly-mail') },
            { path: 'verify-email', lazy: () => import('./routes/verify-email') },
            {
              path: 'register',
              loader: load.signIn,
              lazy: () => import('./routes/register'),
            },
            { path: '*', lazy: () => import('./routes/not-found') },
          ],
        },
      ],
    },
  ])
}
