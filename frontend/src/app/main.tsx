import { StrictMode, startTransition } from 'react'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router'
import '@/shared/styles/app.css'
import { Providers } from './providers'
import { createQueryClient } from './query-client'
import { createRouter } from './router'
import { surviveTranslators } from './translated-page'
import { answerMediaQueries } from '@/shared/lib/browser/media'
import { startLanguage } from '@/shared/words/language'

answerMediaQueries()
surviveTranslators()

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')

const queryClient = createQueryClient()

// React's message only says that it recovered from an error; the cause says what went wrong.
const onRecoverableError = (error: unknown): void =>
  reportError(error instanceof Error ? (error.cause ?? error) : error)

void startLanguage().then(() => {
  const router = createRouter(queryClient)
  // Rendered in slices, so that input and network events are handled in between.
  startTransition(() =>
    createRoot(root, { onRecoverableError }).render(
      <StrictMode>
        <Providers queryClient={queryClient}>
          <RouterProvider router={router} />
        </Providers>
      </StrictMode>,
    ),
  )
})
