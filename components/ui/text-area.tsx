'use client'

import { type ComponentProps, useId } from 'react'
import { controlClasses, describedBy, Field, type FieldTexts } from './field'

/** A field for several lines of text, with its label; it grows with the text. */
export function TextArea({ label, hint, error, className, ...area }: ComponentProps<'textarea'> & FieldTexts) {
  const id = useId()
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <textarea
        rows={3}
        {...describedBy(id, { hint, error })}
        className={controlClasses(
          error,
          `field-sizing-content min-h-24 resize-none py-2.5 leading-relaxed ${className ?? ''}`,
        )}
        {...area}
      />
    </Field>
  )
}
