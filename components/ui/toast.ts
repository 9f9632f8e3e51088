import { createStore } from '@/components/client/store'

export type ToastMessage = {
  text: string
  look: 'plain' | 'error'
  /** Milliseconds. */
  duration?: number
  action?: { label: string; onClick: () => void }
}

/** Messages that wait to be shown. The code that shows them is loaded with the first one. */
export const toasts = createStore<readonly ToastMessage[]>([])

type Options = Pick<ToastMessage, 'duration' | 'action'>

/** Shows a short message for some seconds, with at most one button. */
export function toast(text: string, options: Options = {}): void {
  toasts.set([...toasts.get(), { text, look: 'plain', ...options }])
}

/** Says that something did not work. */
export function toastError(text: string, options: Options = {}): void {
  toasts.set([...toasts.get(), { text, look: 'error', ...options }])
}
