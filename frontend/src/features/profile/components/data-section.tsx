import { t } from '@lingui/core/macro'
import { useMutation } from '@tanstack/react-query'
import { Download, Trash2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { exportAccount } from '../api/account'
import { DeleteAccountDialog } from './delete-account-dialog'
import { problemText } from '@/account/problem-text'
import { saveFile } from '@/shared/lib/browser/save-file'
import { toast } from '@/shared/lib/toasts'
import { Button } from '@/shared/ui/button'

/** Exports the account's data, or deletes the account. */
export function DataSection(): ReactNode {
  const [deleting, setDeleting] = useState(false)
  const download = useMutation({
    mutationFn: exportAccount,
    onSuccess: (file) => saveFile(file, 'exercise-buddy.json'),
    onError: (problem) => toast(problemText(problem), { tone: 'danger' }),
  })
  return (
    <div className="flex flex-wrap gap-3">
      <Button variant="secondary" busy={download.isPending} onClick={() => download.mutate()}>
        <Download aria-hidden className="size-5" />
        {t`Export my data`}
      </Button>
      <Button variant="danger" onClick={() => setDeleting(true)}>
        <Trash2 aria-hidden className="size-5" />
        {t`Delete account`}
      </Button>
      {deleting ? <DeleteAccountDialog onClose={() => setDeleting(false)} /> : null}
    </div>
  )
}
