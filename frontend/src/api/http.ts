import axios, { type AxiosResponse, type InternalAxiosRequestConfig } from 'axios'
import { takeEarlyGrant } from './early-refresh'
import { ApiError, NOT_SIGNED_IN, foreignAnswer, isAxiosError, toApiError } from './errors'
import { noteAnswer } from './reachability'
import { REFRESH_TIMEOUT_MS } from './refresh-times'
import { acceptGrant, endSession, setUnreachable, session } from './session'
import type { AccessToken } from './types'
import { withLock } from '@/shared/lib/browser/lock'

declare module 'axios' {
  interface AxiosRequestConfig {
    /** Sent without an access token; a 401 gets no special treatment. */
    anonymous?: boolean
    /** The id of the account that it is for: nobody else's token goes with it. By default, whoever is signed in. */
    account?: string | null | undefined
    /** Has already been repeated with a new token. */
    retried?: boolean
  }
}

/** A token this close to expiry is renewed before it is used. */
const RENEW_BEFORE_MS = 30_000

/** Used by `client`, which loads this file, and with it axios, for the first request. */
export const http = axios.create({ baseURL: '/api/v1', timeout: REFRESH_TIMEOUT_MS })

http.interceptors.request.use(authorise)
http.interceptors.response.use(refuseForeignAnswer, retryOrThrow)

async function authorise(config: InternalAxiosRequestConfig): Promise<InternalAxiosRequestConfig> {
  // The page's language may differ from the browser's, and mails about the account use it. A worker has no page.
  if (typeof document !== 'undefined')
    config.headers.set('Accept-Language', document.documentElement.lang)
  if (config.anonymous === true) return config
  config.account ??= session.getState().userId
  const token = await freshToken()
  // The cookie is the newest sign-in's, of whatever tab.
  if (session.getState().userId !== config.account) throw new ApiError(NOT_SIGNED_IN, 401)
  config.headers.set('Authorization', `Bearer ${token}`)
  return config
}

/** The access token, renewed first if it is about to expire; throws ApiError. */
export async function freshToken(): Promise<string> {
  const { status, accessToken, expiresAtMs } = session.getState()
  if (status === 'guest') throw new ApiError(NOT_SIGNED_IN, 401)
  if (accessToken !== null && Date.now() < expiresAtMs - RENEW_BEFORE_MS) return accessToken
  return refresh()
}

/** A captive portal answers with status 200. Accepted as ours, it would mark a workout as saved. */
function refuseForeignAnswer(response: AxiosResponse<unknown>): AxiosResponse<unknown> {
  noteAnswer(null)
  if (typeof response.data !== 'string' || response.data === '') return response
  throw foreignAnswer()
}

async function retryOrThrow(error: unknown): Promise<AxiosResponse> {
  // A cancelled request says nothing about the server.
  if (isAxiosError(error) && error.code !== 'ERR_CANCELED') noteAnswer(toApiError(error))
  const config = isAxiosError(error) ? error.config : undefined
  const refused = toApiError(error).isRefusedToken
  if (config === undefined || !refused || config.anonymous === true || config.retried === true) {
    throw toApiError(error)
  }
  const sent = config.headers.get('Authorization')
  const { accessToken } = session.getState()
  if (accessToken === null || sent === `Bearer ${accessToken}`) await refresh()
  return http.request({ ...config, retried: true })
}

let refreshing: Promise<string> | null = null
let unanswered = false

/** Whether a refresh got no answer: the server may have processed it, and accepts a repeat only for a while. */
export function isRefreshUnanswered(): boolean {
  return unanswered
}

/** Requests a new access token: one request at a time, across all tabs. */
export function refresh(): Promise<string> {
  refreshing ??= withLock('exercise-buddy.refresh', renew).finally(() => {
    refreshing = null
  })
  return refreshing
}

async function earlyGrant(): Promise<AccessToken | null> {
  const grant = await takeEarlyGrant()
  if (grant !== null) noteAnswer(null)
  return grant
}

async function askForGrant(): Promise<AccessToken> {
  return (await http.post<AccessToken>('/auth/refresh', null, { anonymous: true })).data
}

async function renew(): Promise<string> {
  try {
    const grant = (await earlyGrant()) ?? (await askForGrant())
    unanswered = false
    return acceptGrant(grant)
  } catch (error) {
    const problem = toApiError(error)
    unanswered = !problem.isOfServer || problem.status >= 500
    if (problem.isRefusedToken) endSession('server')
    else if (session.getState().accessToken === null) setUnreachable(problem)
    throw problem
  }
}
