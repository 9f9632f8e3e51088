'use client'

import { useRenderedAt } from './rendered-at'
import { spokenTime, timeWords } from './time-words'
import { useNow } from './use-now'

type RelativeTimeProps = {
  at: string /** Within a sentence: "5 min ago", "on 3 Mar". */
  spoken?: boolean
  className?: string
}

/**
 * How long ago something was, short ("5 min") and kept current. The exact time is its tooltip. The server does not know the
 * time zone of the reader: it writes dates in UTC, hydration repeats exactly that, and then the zone of the reader is used.
 */
export function RelativeTime({ at, spoken = false, className }: RelativeTimeProps) {
  const now = useNow()
  const renderedAt = useRenderedAt()
  const time = new Date(at)
  const words = timeWords(
    time.getTime(),
    now === null ? { now: Date.parse(renderedAt), zone: 'utc' } : { now, zone: 'local' },
  )
  return (
    <time
      dateTime={at}
      title={now === null ? undefined : time.toLocaleString('en-GB', { dateStyle: 'full', timeStyle: 'short' })}
      className={className}
    >
      {spoken ? spokenTime(words) : words}
    </time>
  )
}
