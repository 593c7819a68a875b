import type { AxiosRequestConfig, AxiosResponse } from 'axios'
import { ApiError, toApiError } from './errors'
import type * as Http from './http'
import { session, setUnreachable } from './session'

type Answer<Data> = Promise<AxiosResponse<Data>>

/** The only way to the API. It throws nothing but ApiError. */
export const client = {
  async get<Data>(path: string, config?: AxiosRequestConfig): Answer<Data> {
    return (await load()).http.get<Data>(path, config)
  },
  async post<Data>(path: string, body?: unknown, config?: AxiosRequestConfig): Answer<Data> {
    return (await load()).http.post<Data>(path, body, config)
  },
  async patch<Data>(path: string, body: unknown, config?: AxiosRequestConfig): Answer<Data> {
    return (await load()).http.patch<Data>(path, body, config)
  },
  async delete<Data>(path: string, config?: AxiosRequestConfig): Answer<Data> {
    return (await load()).http.delete<Data>(path, config)
  },
}

/** Requests a new access token: one request at a time, across all tabs. */
export async function refresh(): Promise<string> {
  const http = await load().catch((error: unknown) => {
    if (session.getState().accessToken === null) setUnreachable(toApiError(error))
    throw error
  })
  return http.refresh()
}

let loading: Promise<typeof Http> | null = null
let loaded: typeof Http | null = null

/** Whether a refresh got no answer: the server may have processed it, and accepts a repeat only for a while. */
export function isRefreshUnanswered(): boolean {
  return loaded?.isRefreshUnanswered() ?? false
}

/** Loaded on demand: axios is a sixth of the first page's JavaScript, and a guest who looks around makes no request. */
export function load(): Promise<typeof Http> {
  loading ??= loadHttp()
  return loading
}

async function loadHttp(): Promise<typeof Http> {
  try {
    loaded = await import('./http')
    return loaded
  } catch {
    loading = null
    // A file that cannot be fetched is treated like a request without an answer.
    throw new ApiError('network', 0)
  }
}
