'use client'

import { useEffect, useRef, useState } from 'react'

/** At most one announcement in so many milliseconds: a lively feed must not talk over its reader. */
const PAUSE = 10_000

/** Says the latest text to those who listen to the page, when they have a moment. */
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
