'use client'

import { BrandMark } from '@/components/shell/brand-mark'
import { ErrorPage } from '@/components/shell/error-page'

/** Every page loads this code, so it imports little. Its link home is a plain link, which loads the whole page again. */
export default function RootError({ error, retry }: { error: Error; retry: () => void }) {
  return (
    <>
      <header className="px-5 py-4">
        <a
          href="/"
          aria-label="Carillon, home"
          className="inline-flex min-h-10 items-center gap-2.5 rounded-control pointer-coarse:min-h-[44px]"
        >
          <BrandMark className="size-8" />
          <span className="text-lg font-semibold tracking-tight">Carillon</span>
        </a>
      </header>
      <main id="main">
        <ErrorPage error={error} retry={retry} />
      </main>
    </>
  )
}
