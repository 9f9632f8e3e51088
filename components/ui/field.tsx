import type { ReactNode } from 'react'
import { classes } from './classes'

export type FieldTexts = {
  label: string
  /** Help below the field, unless there is an error. */
  hint?: ReactNode
  /** What is wrong, in words that follow the label: "needs 8 characters". */
  error?: string
}

type FieldProps = FieldTexts & { id: string; children: ReactNode }

/** Label, control, and below it the hint or the error. */
export function Field({ id, label, hint, error, children }: FieldProps) {
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium text-ink">
        {label}
      </label>
      {children}
      {hint && !error && (
        <p id={`${id}-hint`} className="text-sm text-ink-faint">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="text-sm font-medium text-danger">
          {label} {error}.
        </p>
      )}
    </div>
  )
}

/** The attributes that connect a control with its label, hint and error. */
export function describedBy(id: string, { hint, error }: Pick<FieldTexts, 'hint' | 'error'>) {
  return {
    id,
    'aria-invalid': error ? true : undefined,
    'aria-describedby': error ? `${id}-error` : hint ? `${id}-hint` : undefined,
  }
}

export function controlClasses(error: string | undefined, className?: string): string {
  return classes(
    'w-full min-w-0 rounded-control border bg-surface px-3.5 text-base text-ink placeholder:text-ink-faint',
    error ? 'border-danger' : 'border-line-strong',
    className,
  )
}
