import type { queryOptions } from '@tanstack/react-query'

/** What a function that makes options for `useQuery` returns. */
export type Query<Data> = ReturnType<typeof queryOptions<Data, Error, Data, readonly unknown[]>>
