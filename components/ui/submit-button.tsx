import type { ReactNode } from 'react'
import { Button } from './button'

type SubmitButtonProps = {
  submission: { pending: boolean; ready: boolean }
  /** The form works without a script, too. */
  unscripted?: boolean
  children: ReactNode
  className?: string
}

/** Sends the form around it. Disabled until the page is hydrated, if the form needs a script. */
export function SubmitButton({ submission, unscripted, children, className = '' }: SubmitButtonProps) {
  const { pending, ready } = submission
  return (
    <Button
      type="submit"
      look="primary"
      pending={pending}
      disabled={!ready && !unscripted}
      className={`disabled:opacity-100! disabled:grayscale-0! ${className}`}
    >
      {children}
    </Button>
  )
}
