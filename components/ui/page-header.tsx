import type { ReactNode } from 'react'

type PageHeaderProps = {
  title: string
  children?: ReactNode /** At the right: what can be done here. */
  action?: ReactNode
}

/** The title of a page, and a sentence about it. */
export function PageHeader({ title, children, action }: PageHeaderProps) {
  return (
    <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 pt-5 pb-4 sm:px-0">
      <div className="min-w-0">
        <h1 className="text-2xl font-semibold text-balance">{title}</h1>
        {children && <p className="mt-1 text-pretty text-ink-soft">{children}</p>}
      </div>
      {action}
    </header>
  )
}
