'use client'

import { useEffect } from 'react'
import { Toaster, toast } from 'sonner'
import { type ToastMessage, toasts } from './toast'

/** Shows the waiting messages, with the library. */
export default function Toasts({ waiting }: { waiting: readonly ToastMessage[] }) {
  useEffect(() => {
    if (waiting.length === 0) return
    const messages = toasts.get()
    toasts.set([])
    for (const { text, look, duration, action } of messages) {
      const show = look === 'error' ? toast.error : toast
      show(text, { duration, action })
    }
  }, [waiting])

  return (
    <Toaster
      position="bottom-center"
      theme="system"
      gap={8}
      mobileOffset={{ bottom: 'calc(var(--bottom-bar) + 0.75rem)' }}
      toastOptions={{ className: 'toast' }}
    />
  )
}
