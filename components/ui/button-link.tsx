import type { ComponentProps } from 'react'
import { buttonClasses, type Look } from './button-classes'
import { Link } from './link'

/** A link that looks like a button. */
export function ButtonLink({ look, size, className, ...rest }: ComponentProps<typeof Link> & Look) {
  return <Link className={buttonClasses({ look, size }, className)} {...rest} />
}
