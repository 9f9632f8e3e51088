'use client'

import { type ComponentProps, useId } from 'react'
import { controlClasses, describedBy, Field, type FieldTexts } from './field'

/** A field for one line of text, with its label. */
export function TextField({ label, hint, error, className, ...input }: ComponentProps<'input'> & FieldTexts) {
  const id = useId()
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <input
        {...describedBy(id, { hint, error })}
        className={controlClasses(error, `h-11 ${className ?? ''}`)}
        {...input}
      />
    </Field>
  )
}
