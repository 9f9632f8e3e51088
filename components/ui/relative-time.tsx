'use client'

import { useNow } from './use-now'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

type RelativeTimeProps = {
  at: string /** Within a sentence: "5 min ago", "on 3 Mar". */
  spoken?: boolean
  className?: string
}

/** How long ago something was, short ("5 min") and kept current. The exact time is its tooltip. */
export function RelativeTime({ at, spoken = false, className }: RelativeTimeProps) {
  const now = useNow()
  const time = new Date(at)
  return (
    <time
      dateTime={at}
      // The server does not know the time zone of the reader.
      title={now ? time.toLocaleString('en-GB', { dateStyle: 'full', timeStyle: 'short' }) : undefined}
      className={className}
      suppressHydrationWarning
    >
      {spoken ? speak(distanceOf(time, now || Date.now())) : distanceOf(time, now || Date.now())}
    </time>
  )
}

function distanceOf(time: Date, now: number): string {
  const passed = now - time.getTime()
  if (passed < MINUTE) return 'now'
  if (passed < HOUR) return `${Math.floor(passed / MINUTE)} min`
  if (passed < DAY) return `${Math.floor(passed / HOUR)} h`
  if (passed < 7 * DAY) return `${Math.floor(passed / DAY)} d`
  const thisYear = time.getFullYear() === new Date(now).getFullYear()
  return time.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: thisYear ? undefined : 'numeric' })
}

function speak(distance: string): string {
  if (distance === 'now') return 'just now'
  return / (min|h|d)$/.test(distance) ? `${distance} ago` : `on ${distance}`
}
