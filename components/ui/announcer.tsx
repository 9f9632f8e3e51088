'use client'

import { useEffect, useRef, useState } from 'react'

/** At most one announcement in so many milliseconds: a busy feed must not interrupt a screen reader all the time. */
const PAUSE = 10_000

/** Announces the latest text to screen readers, after what they are saying. */
export function Announcer({ text }: { text: string }) {
  const [said, setSaid] = useState('')
  const saidAt = useRef(0)

  useEffect(() => {
    const pause = Math.max(0, saidAt.current + PAUSE - Date.now())
    const timer = setTimeout(() => {
      if (text) saidAt.current = Date.now()
      setSaid(text)
    }, pause)
    return () => clearTimeout(timer)
  }, [text])

  return (
    <p role="status" className="sr-only">
      {said}
    </p>
  )
}
