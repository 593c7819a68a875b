import * as z from 'zod/mini'

// Our Content-Security-Policy forbids compiling checks with eval, and even trying is reported as a violation.
z.config({ jitless: true })

export { z }
