import { queryOptions } from '@tanstack/react-query'
import { client } from '@/api/client'
import type { MailLanguage, WeeklyMail } from '@/api/types'

/** Whether the weekly mail is sent, and in which language. */
export const weeklyMailQuery = queryOptions({
  queryKey: ['weekly-mail'],
  queryFn: async ({ signal }) =>
    (await client.get<WeeklyMail>('/users/me/weekly-mail', { signal })).data,
})

/** Turns the mail on in a language, or off with null. */
export async function changeWeeklyMail(language: MailLanguage | null): Promise<WeeklyMail> {
  return (await client.patch<WeeklyMail>('/users/me/weekly-mail', { language })).data
}

/** Turns the mail off with the token of its link, without signing in. */
export async function stopWeeklyMail(token: string): Promise<void> {
  await client.post('/weekly-mail/unsubscribe', undefined, { params: { token }, anonymous: true })
}
