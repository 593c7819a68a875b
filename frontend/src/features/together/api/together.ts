import { queryOptions } from '@tanstack/react-query'
import { client } from '@/api/client'
import type {
  Challenge,
  ChallengeInvitation,
  DayTogether,
  NewChallenge,
  Together,
  Visibility,
  WeekTogether,
} from '@/api/types'
import { firstWeekday } from '@/shared/words/habits'

const PATH = '/together'
const CHALLENGES = `${PATH}/challenges`

/** The prefix of all query keys here: any action may change all of this data. */
export const TOGETHER_KEY = ['together'] as const

export const togetherQuery = queryOptions({
  queryKey: [...TOGETHER_KEY, 'people'],
  queryFn: async ({ signal }) => (await client.get<Together>(PATH, { signal })).data,
})

export const weekQuery = queryOptions({
  queryKey: [...TOGETHER_KEY, 'week'],
  queryFn: async ({ signal }) => {
    const params = { first_day: isoWeekday() }
    return (await client.get<WeekTogether>(`${PATH}/week`, { params, signal })).data
  },
})

export const daysQuery = queryOptions({
  queryKey: [...TOGETHER_KEY, 'days'],
  queryFn: async ({ signal }) =>
    (await client.get<{ items: DayTogether[] }>(`${PATH}/days`, { signal })).data.items,
})

export const challengesQuery = queryOptions({
  queryKey: [...TOGETHER_KEY, 'challenges'],
  queryFn: async ({ signal }) =>
    (await client.get<{ items: Challenge[] }>(CHALLENGES, { signal })).data.items,
})

/** The challenge of a link. The token is in the body, so that it appears in no log. */
export async function lookAtChallenge(token: string): Promise<ChallengeInvitation> {
  return (await client.post<ChallengeInvitation>(`${CHALLENGES}/look`, { token })).data
}

export async function show(shows: Visibility): Promise<void> {
  await client.patch(PATH, { shows })
}

export async function askToFollow(username: string): Promise<void> {
  await client.post(`${PATH}/follows`, { username })
}

export async function allowFollower(id: string): Promise<void> {
  await client.post(`${PATH}/follows/${id}/allow`)
}

/** Withdraws or declines a request, unfollows, or removes a follower. */
export async function endFollow(id: string): Promise<void> {
  await client.delete(`${PATH}/follows/${id}`)
}

export async function block(username: string): Promise<void> {
  await client.post(`${PATH}/blocks`, { username })
}

export async function unblock(id: string): Promise<void> {
  await client.delete(`${PATH}/blocks/${id}`)
}

/** Creates a challenge; returns the token of its link, which is only in this response. */
export async function makeChallenge(challenge: Omit<NewChallenge, 'first_day'>): Promise<string> {
  const body: NewChallenge = { ...challenge, first_day: isoWeekday() }
  return (await client.post<{ token: string }>(CHALLENGES, body)).data.token
}

export async function renewLink(id: string): Promise<string> {
  return (await client.post<{ token: string }>(`${CHALLENGES}/${id}/link`)).data.token
}

export async function joinChallenge(token: string): Promise<void> {
  await client.post(`${CHALLENGES}/join`, { token })
}

export async function endChallenge(id: string): Promise<void> {
  await client.post(`${CHALLENGES}/${id}/end`)
}

export async function leaveChallenge(id: string): Promise<void> {
  await client.delete(`${CHALLENGES}/${id}`)
}

/** 1 for Monday to 7 for Sunday, as in the API. */
function isoWeekday(): number {
  return firstWeekday() + 1
}
