import { t } from '@lingui/core/macro'
import { type ReactNode, useState } from 'react'
import { drawSharePicture, type SharedResult } from '../lib/share-picture'
import { saveFile } from '@/shared/lib/save-file'
import { toast } from '@/shared/lib/toasts'
import { Button } from '@/shared/ui/button'

/** Hands a picture of the result to another app, or where the browser hands over nothing, saves it as a file. */
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
    <Button variant="ghost" size="large" busy={busy} onClick={() => void share()}>
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
    // Whoever closes the system's sheet has changed his mind; whatever else went wrong, the picture is not lost.
    if (!(error instanceof DOMException && error.name === 'AbortError')) saveFile(file, file.name)
  }
}
