'use client'

import { buttonClasses } from '@/components/ui/button-classes'
import { MessagePage } from '@/components/ui/message-page'

/** Instead of a page that could not be rendered. Every page loads this code, so it imports little. */
export function ErrorPage({ retry }: { retry: () => void }) {
  return (
    <MessagePage
      title="That did not work"
      action={
        <button type="button" className={buttonClasses({ look: 'primary' })} onClick={() => retry()}>
          Try again
        </button>
      }
    >
      Carillon is catching its breath. Please try again in a moment.
    </MessagePage>
  )
}
