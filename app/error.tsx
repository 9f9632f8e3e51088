'use client'

import { Failure } from '@/components/shell/failure'

export default function ErrorPage({ retry }: { retry: () => void }) {
  return (
    <main id="main">
      <Failure retry={retry} />
    </main>
  )
}
