import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router'
import { config as configureZod } from 'zod/v4/core'
import '@/shared/styles/app.css'
import { Providers } from './providers'
import { createRouter } from './router'
import { surviveTranslators } from './translated-page'

// Compiling its checks is what our Content-Security-Policy forbids, and even to ask is reported as a violation.
configureZod({ jitless: true })

surviveTranslators()

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')

createRoot(root).render(
  <StrictMode>
    <Providers>
      <RouterProvider router={createRouter()} />
    </Providers>
  </StrictMode>,
)
