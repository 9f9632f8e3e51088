'use client'

import { buttonClasses } from '@/components/ui/button-classes'
import { Apology } from '@/components/ui/message-page'

/** What stands in place of a page that could not be made. Every page carries it along, so it makes do with little. */
export function Failure({ retry }: { retry: () => void }) {
  return (
    <Apology
      title="That did not work"
      action={
        <button type="button" className={buttonClasses({ look: 'primary' })} onClick={() => retry()}>
          Try again
        </button>
      }
    >
      Carillon is catching its breath. Please try again in a moment.
    </Apology>
  )
}
