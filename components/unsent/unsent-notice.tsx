import { CircleAlert, Clock } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { classes } from '@/components/ui/classes'
import { retryUnsent, takeBack } from './change-unsent'
import type { StoredDraft } from './draft'
import type { Unsent } from './unsent'

type UnsentNoticeProps<Value> = {
  unsent: Unsent
  /** The draft that it becomes when it is taken back. */
  newDraft: () => StoredDraft<Value>
  /** Called when it has left the outbox: its text goes back to where it was written. */
  onTakenBack: (draft: StoredDraft<Value>) => void
}

const IN_DOUBT =
  'It may have arrived already. If it has, it stays after you take it back: please look before you post it again.'

/** In a post or comment that was not sent: why, and the buttons to take it back or to send it now. */
export function UnsentNotice<Value>({ unsent, newDraft, onTakenBack }: UnsentNoticeProps<Value>) {
  const [inDoubt, setInDoubt] = useState(false)
  const failed = unsent.state === 'failed'

  async function take() {
    const draft = newDraft()
    const taken = await takeBack(unsent, { draft, anyway: inDoubt })
    setInDoubt(taken === 'in doubt')
    if (taken === 'taken back') onTakenBack(draft)
  }

  const Icon = failed ? CircleAlert : Clock
  return (
    <div
      className={classes(
        'mt-2.5 flex flex-wrap items-center justify-end gap-2 rounded-control forced-colors:border py-2 pr-2 pl-3 text-sm',
        failed ? 'bg-danger-soft' : 'bg-sunken',
      )}
    >
      <p
        role={failed ? 'alert' : 'status'}
        className={classes('flex flex-1 basis-56 items-center gap-2', failed ? 'text-danger' : 'text-ink-soft')}
      >
        <Icon aria-hidden="true" className="size-4 shrink-0" />
        {inDoubt ? IN_DOUBT : unsent.problem}
      </p>
      <div className="flex gap-2">
        <Button size="small" look="quiet" onClick={() => void take()}>
          {inDoubt ? 'Take back anyway' : 'Take back'}
        </Button>
        <Button size="small" look={failed ? 'primary' : undefined} onClick={() => retryUnsent(unsent)}>
          {failed ? 'Retry' : 'Retry now'}
        </Button>
      </div>
    </div>
  )
}

/** The state in a few words. */
export const STATE_WORDS = { pending: 'Sending…', waiting: 'Waits for the network', failed: 'Not sent' } as const

/** The same after the name of what was not sent. */
export const SPOKEN_STATES = { pending: 'being sent', waiting: 'waiting to be sent', failed: 'not sent' } as const
