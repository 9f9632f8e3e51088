import type { ReactNode } from 'react'
import { Button } from './button'

type SubmitButtonProps = { submission: { pending: boolean; ready: boolean }; children: ReactNode; className?: string }

/** Sends the form around it. Disabled until the page is hydrated. */
export function SubmitButton({ submission: { pending, ready }, children, className = '' }: SubmitButtonProps) {
  return (
    <Button
      type="submit"
      look="primary"
      pending={pending}
      disabled={!ready}
      className={`disabled:opacity-100! disabled:grayscale-0! ${className}`}
    >
      {children}
    </Button>
  )
}
