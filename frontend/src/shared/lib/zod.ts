import * as z from 'zod/mini'

// Compiling its checks is what our Content-Security-Policy forbids, and even to ask is reported as a violation.
z.config({ jitless: true })

export { z }
