import { type ReactNode, useId } from 'react'

type SectionProps = { title: string /** A sentence below the title. */; about?: ReactNode; children: ReactNode }

/** A part of a page with a title of its own. */
export function Section({ title, about, children }: SectionProps) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="mb-8">
      <div className="px-4 pb-3 sm:px-0">
        <h2 id={id} className="text-lg font-semibold">
          {title}
        </h2>
        {about && <p className="text-[0.9375rem] text-pretty text-ink-soft">{about}</p>}
      </div>
      {children}
    </section>
  )
}
