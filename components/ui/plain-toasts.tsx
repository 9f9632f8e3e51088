import { useEffect } from 'react'
import { dropToast, type ToastMessage } from './toast'

/** The messages as they are, until the code that shows them well has arrived. Without a network it may never arrive. */
export function PlainToasts({ waiting }: { waiting: readonly ToastMessage[] }) {
  return (
    <div className="fixed inset-x-4 bottom-[calc(var(--bottom-bar)+0.75rem)] z-50 grid justify-center gap-2">
      {waiting.map((message) => (
        <PlainToast key={message.id} message={message} />
      ))}
    </div>
  )
}

function PlainToast({ message }: { message: ToastMessage }) {
  const { text, action, duration = 5_000 } = message
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    // A message, and its Undo, must not pass while nobody can see it.
    const wait = () => {
      timer = setTimeout(() => (document.hidden ? wait() : dropToast(message)), duration)
    }
    wait()
    return () => clearTimeout(timer)
  }, [message, duration])

  return (
    <p role="alert" className="flex items-center gap-3 rounded-control bg-ink px-4 py-3 text-canvas shadow-float">
      {text}
      {action && (
        <button
          type="button"
          className="min-h-8 rounded-sm font-semibold underline"
          onClick={() => {
            dropToast(message)
            action.onClick()
          }}
        >
          {action.label}
        </button>
      )}
    </p>
  )
}
