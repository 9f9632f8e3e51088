import { classes } from './classes'

export type ButtonLook = 'primary' | 'secondary' | 'quiet' | 'danger'
export type Look = { look?: ButtonLook; size?: 'normal' | 'small' }

const LOOKS: Record<ButtonLook, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong',
  secondary: 'border border-line-strong bg-surface text-ink hover:bg-sunken',
  quiet: 'text-ink-soft hover:bg-sunken hover:text-ink',
  danger: 'border border-danger bg-surface text-danger hover:bg-danger-soft',
}

const SIZES = { normal: 'min-h-10 px-4 text-[0.9375rem]', small: 'min-h-8 px-3 text-sm' }

/** The classes of everything that looks like a button. */
export function buttonClasses({ look = 'secondary', size = 'normal' }: Look, className?: string): string {
  return classes(
    'button inline-flex max-w-full shrink-0 items-center justify-center gap-2 rounded-full py-1 text-center font-medium transition-colors select-none',
    'disabled:cursor-not-allowed disabled:opacity-50 disabled:grayscale aria-busy:opacity-70',
    LOOKS[look],
    SIZES[size],
    className,
  )
}
