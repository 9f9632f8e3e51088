'use client'

import { type FormEvent, useEffect, useRef, useState } from 'react'
import { ApiProblem, messageOf } from '@/components/client/api'
import { useNow } from './use-now'

type Problem = { message: string; fields: Record<string, string> }

/**
 * Sends a form, one request at a time, and keeps the errors of the last one. The first field with an error gets the focus.
 * `ready` is false until the page is hydrated: before that the browser would send the form itself.
 */
export function useSubmission(send: (data: FormData, form: HTMLFormElement) => Promise<void>) {
  const form = useRef<HTMLFormElement>(null)
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const ready = useNow() !== null

  useEffect(() => {
    if (problem) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [problem])

  async function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const sent = event.currentTarget
    if (pending) return
    setPending(true)
    setProblem(null)
    try {
      await send(new FormData(sent), sent)
    } catch (error) {
      setProblem({ message: messageOf(error), fields: error instanceof ApiProblem ? error.fields : {} })
    } finally {
      setPending(false)
    }
  }

  const fields = problem?.fields ?? {}
  /** An error that belongs to no field. */
  const message = problem && Object.keys(fields).length === 0 ? problem.message : null
  return {
    formProps: { ref: form, onSubmit, noValidate: ready, method: 'post' as const },
    pending,
    ready,
    fields,
    message,
  }
}
