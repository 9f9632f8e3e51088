import type { ReactNode } from 'react'

type MessagePageProps = { title: string; children: ReactNode; action: ReactNode }

/** A page with only a message: not found, or an error. It may appear in place of a page that is open, so it is an alert. */
export function MessagePage({ title, children, action }: MessagePageProps) {
  return (
    <div role="alert" className="mx-auto flex max-w-md flex-col items-start gap-4 px-5 py-16 sm:py-24">
      <h1 className="text-3xl font-semibold text-balance">{title}</h1>
      <p className="text-pretty text-ink-soft">{children}</p>
      <div className="mt-2 flex flex-wrap gap-2">{action}</div>
    </div>
  )
}
