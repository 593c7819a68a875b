import { t } from '@lingui/core/macro'
import { type ReactNode, useState } from 'react'
import { drawSharePicture, type SharedResult } from '../../lib/share-picture'
import { saveFile } from '@/shared/lib/browser/save-file'
import { toast } from '@/shared/lib/toasts'
import { Button } from '@/shared/ui/button'

/** Shares a picture of the result with another app, or saves it as a file if the browser cannot share. */
export function ShareButton({ result }: { readonly result: SharedResult }): ReactNode {
  const [busy, setBusy] = useState(false)
  const share = async (): Promise<void> => {
    setBusy(true)
    const picture = await drawSharePicture(result)
    setBusy(false)
    if (picture === null) toast(t`This browser cannot draw the picture.`)
    else await handOver(new File([picture], 'exercise-buddy.png', { type: picture.type }))
  }
  return (
    <Button variant="secondary" busy={busy} onClick={() => void share()}>
      {t`Share`}
    </Button>
  )
}

type Sharing = Partial<Pick<Navigator, 'canShare' | 'share'>>

async function handOver(file: File): Promise<void> {
  const sharing: Sharing = navigator
  const shared = { files: [file] }
  if (sharing.canShare?.(shared) !== true || sharing.share === undefined) {
    saveFile(file, file.name)
    return
  }
  try {
    await sharing.share(shared)
  } catch (error) {
    // An AbortError means that the user closed the system's dialog. After any other failure, save the picture.
    if (!(error instanceof DOMException && error.name === 'AbortError')) saveFile(file, file.name)
  }
}
