import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { deleteAccount } from '../api/account'
import { PasswordDialog } from '@/account/password-dialog'
import { toast } from '@/shared/lib/toasts'

export function DeleteAccountDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const remove = async (password: string): Promise<void> => {
    await deleteAccount(password)
    toast(t`Your account is deleted.`)
  }
  return (
    <PasswordDialog
      title={t`Delete your account?`}
      confirmLabel={t`Delete for good`}
      danger
      onConfirm={remove}
      onClose={onClose}
    >
      {t`Your account and every set in it are deleted for good. Export your data first if you want to keep it.`}
    </PasswordDialog>
  )
}
