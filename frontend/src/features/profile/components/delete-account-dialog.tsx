import type { ReactNode } from 'react'
import { deleteAccount } from '../api/account'
import { PasswordDialog } from '@/account/password-dialog'
import { toast } from '@/shared/lib/toasts'

export function DeleteAccountDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const remove = async (password: string): Promise<void> => {
    await deleteAccount(password)
    toast('Your account is deleted.')
  }
  return (
    <PasswordDialog
      title="Delete your account?"
      confirmLabel="Delete for good"
      danger
      onConfirm={remove}
      onClose={onClose}
    >
      Your account and every workout in it are deleted for good. Export your data first if you want
      to keep it.
    </PasswordDialog>
  )
}
