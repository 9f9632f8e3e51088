import { createStore } from '@/components/client/store'

export type ToastMessage = {
  id: number
  text: string
  look: 'plain' | 'error'
  /** Milliseconds. */
  duration?: number
  action?: { label: string; onClick: () => void }
}

/** Messages that the library has not taken over yet. */
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

let last = 0

function add(message: Omit<ToastMessage, 'id'>): void {
  toasts.change((waiting) => [...waiting, { ...message, id: ++last }])
}

/** Removes a message that was shown. */
export function dropToast(message: ToastMessage): void {
  toasts.change((waiting) => waiting.filter((one) => one !== message))
}
