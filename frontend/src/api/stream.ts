import { EventSourceParserStream } from 'eventsource-parser/stream'
import { load, refresh } from './client'
import { ApiError } from './errors'

export interface StreamedEvent {
  /** Its name; undefined for unnamed data events. */
  readonly event?: string | undefined
  readonly data: string
}

/**
 * Opens a stream of server-sent events. It uses fetch, which sends the token in a header: an EventSource would have to
 * put it into the address. `onAlive` is called for every chunk, including comments. A paired screen passes its own
 * token; by default the session's is used. Throws ApiError.
 */
export async function openEvents(
  path: string,
  signal: AbortSignal,
  onAlive: () => void,
  screenToken?: string,
): Promise<ReadableStreamDefaultReader<StreamedEvent>> {
  const response = await (screenToken === undefined
    ? askInSession(path, signal)
    : ask(path, screenToken, signal))
  const isStream = response.headers.get('Content-Type')?.startsWith('text/event-stream') === true
  if (!response.ok || !isStream || response.body === null) {
    throw new ApiError('stream_refused', response.status)
  }
  const heard = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      onAlive()
      controller.enqueue(chunk)
    },
  })
  return response.body
    .pipeThrough(heard)
    .pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>)
    .pipeThrough(new EventSourceParserStream())
    .getReader()
}

async function askInSession(path: string, signal: AbortSignal): Promise<Response> {
  const { freshToken } = await load()
  const response = await ask(path, await freshToken(), signal)
  // The session was ended or renewed elsewhere before this token expired.
  return response.status === 401 ? ask(path, await refresh(), signal) : response
}

async function ask(path: string, token: string, signal: AbortSignal): Promise<Response> {
  const headers = { Authorization: `Bearer ${token}`, Accept: 'text/event-stream' }
  try {
    return await fetch(`/api/v1${path}`, { headers, signal, cache: 'no-store' })
  } catch {
    throw new ApiError('network', 0)
  }
}
