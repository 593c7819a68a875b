import { QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { startBackground } from './background'
import { createQueryClient } from './query-client'
import { Toaster } from '@/shared/ui/toaster'

export function Providers({ children }: { readonly children: ReactNode }): ReactNode {
  const [queryClient] = useState(createQueryClient)

  useEffect(() => startBackground(queryClient), [queryClient])

  return (
    <QueryClientProvider client={queryClient}>
      {children}
      <Toaster />
    </QueryClientProvider>
  )
}
