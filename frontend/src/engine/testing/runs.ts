import { inject } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    /** Whether this is `make prove` (PROVE=1), which takes all examples. */
    proves: boolean
  }
}

/** How many of `all` examples of a property are tried: in `make test` the first fifth of them, from the same seed. */
export function runs(all: number): number {
  return inject('proves') ? all : Math.ceil(all / 5)
}
