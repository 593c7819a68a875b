import { session } from '@/api/session'

/** Whether it was begun by an account that is not signed in here: nobody else may see, continue or discard it. */
export function isAnothers({ owner_id }: { readonly owner_id: string | null }): boolean {
  return owner_id !== null && owner_id !== session.getState().userId
}
