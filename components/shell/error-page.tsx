'use client'

import { useEffect } from 'react'
import { buttonClasses } from '@/components/ui/button-classes'
import { MessagePage } from '@/components/ui/message-page'

type ErrorPageProps = { error: Error; retry: () => void }

/** Instead of a page that could not be rendered. Every page loads this code, so it imports little. */
export function ErrorPage({ error, retry }: ErrorPageProps) {
  useEffect(() => {
    const again = () => tryAgain(error, retry)
    window.addEventListener('online', again)
    return () => window.removeEventListener('online', again)
  }, [error, retry])

  return (
    <MessagePage
      title="That did not work"
      action={
        <button type="button" className={buttonClasses({ look: 'primary' })} onClick={() => tryAgain(error, retry)}>
          Try again
        </button>
      }
    >
      Carillon is catching its breath. Please try again in a moment.
    </MessagePage>
  )
}

/**
 * React remembers that the code of a page did not arrive, so only loading the whole page helps. Not without the network: then
 * the browser would show an error page of its own.
 */
function tryAgain({ name }: Error, retry: () => void): void {
  if (name !== 'ChunkLoadError') retry()
  else fetch('/api/healthz').then(() => window.location.reload(), retry)
}
