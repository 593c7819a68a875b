import type { PasskeyOptions } from '@/api/types'

type CreationOptions = PublicKeyCredentialCreationOptionsJSON
type RequestOptions = PublicKeyCredentialRequestOptionsJSON

/** The user closed the browser's dialog, or it timed out. */
export class PasskeyCancelled extends Error {
  override readonly name = 'PasskeyCancelled'
}

/** The authenticator's answer, for the server. */
export interface PasskeyAnswer {
  readonly challenge_id: string
  readonly credential: Record<string, unknown>
}

/** Whether the browser supports passkeys, including conversion of their options from and to JSON. */
export function browserHasPasskeys(): boolean {
  return (
    'PublicKeyCredential' in globalThis &&
    'parseCreationOptionsFromJSON' in PublicKeyCredential &&
    'parseRequestOptionsFromJSON' in PublicKeyCredential
  )
}

/** Creates a passkey on the device; throws PasskeyCancelled. */
export async function createPasskey(asked: PasskeyOptions): Promise<PasskeyAnswer> {
  // The server makes them for exactly this function; its schema leaves them open.
  const options = asked.options as unknown as CreationOptions
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options)
  return answered(asked, () => navigator.credentials.create({ publicKey }))
}

/** Has the device prove that it has a passkey; throws PasskeyCancelled. */
export async function provePasskey(asked: PasskeyOptions): Promise<PasskeyAnswer> {
  const options = asked.options as unknown as RequestOptions
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options)
  return answered(asked, () => navigator.credentials.get({ publicKey }))
}

async function answered(
  asked: PasskeyOptions,
  ask: () => Promise<Credential | null>,
): Promise<PasskeyAnswer> {
  const credential = await ask().catch((error: unknown) => {
    // Browsers use one error for refusal, time-out and missing passkeys.
    const cancelled = error instanceof DOMException && CANCELLED.includes(error.name)
    throw cancelled ? new PasskeyCancelled() : error
  })
  if (!(credential instanceof PublicKeyCredential)) throw new PasskeyCancelled()
  const json = credential.toJSON() as unknown as Record<string, unknown>
  return { challenge_id: asked.challenge_id, credential: json }
}

const CANCELLED = ['NotAllowedError', 'AbortError', 'InvalidStateError']
