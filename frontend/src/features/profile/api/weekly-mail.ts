import { queryOptions } from '@tanstack/react-query'
import { client } from '@/api/client'
import type { MailLanguage, WeeklyMail } from '@/api/types'

/** Whether a mail about the week before comes, and in which language. */
export const weeklyMailQuery = queryOptions({
  queryKey: ['weekly-mail'],
  queryFn: async ({ signal }) =>
    (await client.get<WeeklyMail>('/users/me/weekly-mail', { signal })).data,
})

/** Has it sent in a language, or, for null, not at all. */
export async function changeWeeklyMail(language: MailLanguage | null): Promise<WeeklyMail> {
  return (await client.patch<WeeklyMail>('/users/me/weekly-mail', { language })).data
}

/** Turns it off by the link of a mail, for whoever opens it. */
export async function stopWeeklyMail(token: string): Promise<void> {
  await client.post('/weekly-mail/unsubscribe', undefined, { params: { token }, anonymous: true })
}
