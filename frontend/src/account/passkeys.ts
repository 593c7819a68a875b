import type { PasskeyOptions } from '@/api/types'

type CreationOptions = PublicKeyCredentialCreationOptionsJSON
type RequestOptions = PublicKeyCredentialRequestOptionsJSON

/** The person closed the browser's dialog, or let it wait for too long. */
export class PasskeyCancelled extends Error {
  override readonly name = 'PasskeyCancelled'
}

/** What the authenticator gave, for the server. */
export interface PasskeyAnswer {
  readonly challenge_id: string
  readonly credential: Record<string, unknown>
}

/** Whether the browser has passkeys, and turns their options from and into JSON itself. */
export function browserHasPasskeys(): boolean {
  return (
    'PublicKeyCredential' in globalThis &&
    'parseCreationOptionsFromJSON' in PublicKeyCredential &&
    'parseRequestOptionsFromJSON' in PublicKeyCredential
  )
}

/** Has the device make a passkey; raises PasskeyCancelled. */
export async function createPasskey(asked: PasskeyOptions): Promise<PasskeyAnswer> {
  // The server made them for just this function; its schema leaves them open.
  const options = asked.options as unknown as CreationOptions
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options)
  return answered(asked, () => navigator.credentials.create({ publicKey }))
}

/** Has the device prove that it holds a passkey; raises PasskeyCancelled. */
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
    // One name for being refused, being too slow and having nothing to offer: browsers do not tell which.
    const cancelled = error instanceof DOMException && CANCELLED.includes(error.name)
    throw cancelled ? new PasskeyCancelled() : error
  })
  if (!(credential instanceof PublicKeyCredential)) throw new PasskeyCancelled()
  const json = credential.toJSON() as unknown as Record<string, unknown>
  return { challenge_id: asked.challenge_id, credential: json }
}

const CANCELLED = ['NotAllowedError', 'AbortError', 'InvalidStateError']
