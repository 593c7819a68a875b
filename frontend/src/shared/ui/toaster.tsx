import { t } from '@lingui/core/macro'
import { X } from 'lucide-react'
import { Toast as RadixToast } from 'radix-ui'
import { type ReactNode, useEffect } from 'react'
import { cn } from '@/shared/lib/cn'
import { type Toast, useToasts } from '@/shared/lib/toasts'

const DURATION_MS = 6_000
/** Radix replaces this by the key that moves the focus to the toasts. */
const HOTKEY = '{hotkey}'

/** Shows the toasts: rendered once, around the whole app. */
export function Toaster(): ReactNode {
  const toasts = useToasts((state) => state.toasts)
  const newest = toasts.at(-1)?.id

  // What has the focus moves out from under a toast that appears; who uses a mouse stays where they are.
  useEffect(() => {
    if (newest === undefined) return
    const focused = document.activeElement
    if (focused?.matches(':focus-visible')) focused.scrollIntoView({ block: 'nearest' })
  }, [newest])

  return (
    <RadixToast.Provider duration={DURATION_MS} swipeDirection="right" label={t`Notification`}>
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
      <RadixToast.Viewport
        label={t`Notifications (${HOTKEY})`}
        data-toasts
        className="short:bottom-4 fixed inset-x-4 bottom-[calc(5rem+env(safe-area-inset-bottom))] z-50 m-0 flex list-none flex-col gap-2 p-0 sm:end-6 sm:bottom-6 sm:left-auto sm:w-96"
      />
    </RadixToast.Provider>
  )
}

function ToastCard({ toast }: { readonly toast: Toast }): ReactNode {
  const remove = useToasts((state) => state.remove)
  const { action, onExpire, durationMs } = toast
  return (
    <RadixToast.Root
      type={toast.tone === 'danger' ? 'foreground' : 'background'}
      {...(durationMs === undefined ? {} : { duration: durationMs })}
      onOpenChange={(open) => {
        if (open) return
        onExpire?.()
        remove(toast.id)
      }}
      className={cn(
        'flex items-center gap-2 rounded-2xl py-2 ps-4 pe-2 shadow-xl',
        toast.tone === 'danger'
          ? 'border-danger/30 bg-danger-soft text-danger border'
          : 'border-line bg-panel text-on-panel border',
      )}
    >
      <RadixToast.Title className="min-w-0 flex-1 py-2 text-sm font-medium">
        {toast.text}
      </RadixToast.Title>
      {action === undefined ? null : (
        <button
          type="button"
          className="rounded-control text-accent min-h-11 cursor-pointer px-3 text-sm font-bold hover:bg-white/10"
          onClick={() => {
            action.run()
            remove(toast.id)
          }}
        >
          {action.label}
        </button>
      )}
      <RadixToast.Close
        aria-label={t`Dismiss`}
        className="rounded-control inline-flex size-11 shrink-0 cursor-pointer items-center justify-center opacity-75 hover:opacity-100"
      >
        <X aria-hidden className="size-4" />
      </RadixToast.Close>
    </RadixToast.Root>
  )
}
