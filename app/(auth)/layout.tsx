import type { ReactNode } from 'react'
import { ViewerMark } from '@/app/viewer-mark'
import { Brand } from '@/components/shell/brand'

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <div className="mx-auto flex min-h-dvh max-w-md flex-col px-5 py-8 sm:py-16">
      <ViewerMark viewer={null} />
      <header>
        <Brand />
      </header>
      <main id="main" className="mt-8 sm:mt-12">
        {children}
      </main>
    </div>
  )
}
