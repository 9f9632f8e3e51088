import type { Metadata } from 'next'
import { Brand } from '@/components/shell/brand'
import { NotFoundMessage } from '@/components/ui/not-found-message'

export const metadata: Metadata = { title: 'Not there' }

export default function RootNotFound() {
  return (
    <>
      <header className="px-5 py-4">
        <Brand />
      </header>
      <main id="main">
        <NotFoundMessage />
      </main>
    </>
  )
}
