import type { queryOptions } from '@tanstack/react-query'

/** The return type of a function that creates options for `useQuery`. */
export type Query<Data> = ReturnType<typeof queryOptions<Data, Error, Data, readonly unknown[]>>
