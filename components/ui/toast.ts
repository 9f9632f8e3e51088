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
  add({ text, look: 'plain', ...options })
}

/** Milliseconds for which an Undo is offered. */
const UNDO_TIME = 5_000

/** Shows what was just done, and offers to undo it. */
export function toastWithUndo(text: string, undo: () => void): void {
  toast(text, { duration: UNDO_TIME, action: { label: 'Undo', onClick: undo } })
}

/** Says that something did not work. */
export function toastError(text: string, options: Options = {}): void {
  add({ text, look: 'error', ...options })
}

function add(message: ToastMessage): void {
  toasts.change((waiting) => [...waiting, message])
}
