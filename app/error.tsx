'use client'

import { Brand } from '@/components/shell/brand'
import { Failure } from '@/components/shell/failure'

export default function ErrorPage({ retry }: { retry: () => void }) {
  return (
    <>
      <header className="px-5 py-4">
        <Brand />
      </header>
      <main id="main">
        <Failure retry={retry} />
      </main>
    </>
  )
}
