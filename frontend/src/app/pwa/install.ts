import { create } from 'zustand'
import { mediaMatches } from '@/shared/lib/browser/media'

/** Chromium's offer to install the page as an app; not a standard, so TypeScript has no type for it. */
interface InstallOffer extends Event {
  prompt(): Promise<{ readonly outcome: 'accepted' | 'dismissed' }>
}

interface InstallState {
  readonly offer: InstallOffer | null
}

export const useInstall = create<InstallState>(() => ({ offer: null }))

/** Keeps the browser's offer until the user wants it. Returns a function that stops it. */
export function awaitInstallOffer(): () => void {
  const onOffer = (event: Event): void => {
    event.preventDefault()
    useInstall.setState({ offer: event as InstallOffer })
  }
  const onInstalled = (): void => useInstall.setState({ offer: null })
  window.addEventListener('beforeinstallprompt', onOffer)
  window.addEventListener('appinstalled', onInstalled)
  return () => {
    window.removeEventListener('beforeinstallprompt', onOffer)
    window.removeEventListener('appinstalled', onInstalled)
  }
}

/** Shows the browser's own prompt. An offer can be used only once. */
export async function install(offer: InstallOffer): Promise<void> {
  useInstall.setState({ offer: null })
  await offer.prompt()
}

/** Safari on iPhone and iPad makes no offer: installing goes through its share menu. */
export function needsShareMenu(): boolean {
  const standalone = mediaMatches('(display-mode: standalone)')
  return !standalone && 'standalone' in navigator
}
