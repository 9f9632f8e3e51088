import type { ReactNode } from 'react'
import { classes } from './classes'

type TextParagraphProps = { id?: string; className?: string; children: ReactNode }

/** The paragraph of a text, with its line breaks. Nothing in it is drawn outside of it. */
export function TextParagraph({ id, className, children }: TextParagraphProps) {
  return (
    <p
      id={id}
      dir="auto"
      className={classes(
        'overflow-clip leading-relaxed wrap-anywhere whitespace-pre-wrap [overflow-clip-margin:2px]',
        className,
      )}
    >
      {children}
    </p>
  )
}
