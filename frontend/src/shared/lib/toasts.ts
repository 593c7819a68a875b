import { create } from 'zustand'

export interface Toast {
  readonly id: number
  readonly text: string
  readonly tone: 'plain' | 'danger'
  /** How long it stays, if not the default time. */
  readonly durationMs?: number
  /** An action, such as "Undo". */
  readonly action?: { readonly label: string; readonly run: () => void }
  /** Called once if the toast disappears without its action being used. */
  readonly onExpire?: () => void
}

interface ToastState {
  readonly toasts: readonly Toast[]
  readonly show: (toast: Omit<Toast, 'id'>) => void
  readonly remove: (id: number) => void
}

let lastId = 0

export const useToasts = create<ToastState>((set) => ({
  toasts: [],
  show: (toast) => {
    lastId += 1
    const id = lastId
    set((state) => ({ toasts: [...state.toasts, { ...toast, id }] }))
  },
  remove: (id) => set((state) => ({ toasts: state.toasts.filter((toast) => toast.id !== id) })),
}))

/** A short message at the edge of the screen that disappears by itself: only for messages that need not be read. */
export function toast(text: string, options: Partial<Omit<Toast, 'id' | 'text'>> = {}): void {
  useToasts.getState().show({ tone: 'plain', ...options, text })
}
