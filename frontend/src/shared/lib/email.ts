import { z } from '@/shared/lib/zod'

/** An email address, by its form. */
export const emailSchema = z
  .string()
  .trim()
  .pipe(z.email('Enter an email address, such as name@example.com.'))
