'use client'

import { useEffect, useState } from 'react'

/** Whether the site can be reached now: false until it has answered. */
export function useSiteAnswers(): boolean {
  const [answers, setAnswers] = useState(false)

  useEffect(() => {
    const signal = AbortSignal.timeout(10_000)
    fetch('/api/healthz', { cache: 'no-store', signal }).then(
      ({ ok }) => setAnswers(ok),
      () => setAnswers(false),
    )
  }, [])

  return answers
}
