'use client'

import { Button } from '@/components/ui/button'
import { Apology } from './apology'

/** What stands in place of a page that could not be made. */
export function Failure({ retry }: { retry: () => void }) {
  return (
    <Apology
      title="That did not work"
      action={
        <Button look="primary" onClick={() => retry()}>
          Try again
        </Button>
      }
    >
      Carillon is catching its breath. Please try again in a moment.
    </Apology>
  )
}
