import type { ComponentProps, ReactNode } from 'react'
import { classes } from './classes'

type IconButtonProps = Omit<ComponentProps<'button'>, 'children'> & {
  /** Its name for screen readers, and its tooltip. */
  label: string
  icon: ReactNode
}

/** A round button of 40 px that shows only an icon. */
export function IconButton({ label, icon, className, type = 'button', ...rest }: IconButtonProps) {
  return (
    <button
      type={type}
      aria-label={label}
      title={label}
      className={classes(
        'inline-flex size-[40px] shrink-0 items-center justify-center rounded-full text-ink-soft transition-colors',
        'hover:bg-sunken hover:text-ink disabled:cursor-not-allowed disabled:opacity-50 disabled:grayscale [&_svg]:size-[20px]',
        className,
      )}
      {...rest}
    >
      {icon}
    </button>
  )
}
