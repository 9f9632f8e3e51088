import type { ComponentProps } from 'react'
import { buttonClasses, type Look } from './button-classes'

type ButtonProps = ComponentProps<'button'> & Look & { pending?: boolean }

/** While `pending` it is marked as busy, keeps the focus and ignores presses. */
export function Button({ look, size, pending = false, className, onClick, type = 'button', ...rest }: ButtonProps) {
  return (
    <button
      type={type}
      aria-busy={pending || undefined}
      aria-disabled={pending || undefined}
      className={buttonClasses({ look, size }, className)}
      onClick={(event) => {
        if (pending) event.preventDefault()
        else onClick?.(event)
      }}
      {...rest}
    />
  )
}
