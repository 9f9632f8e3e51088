import type { Metadata } from 'next'
import { Brand } from '@/components/shell/brand'
import { NotFound } from '@/components/shell/not-found'

export const metadata: Metadata = { title: 'Not there' }

export default function RootNotFound() {
  return (
    <>
      <header className="px-5 py-4">
        <Brand />
      </header>
      <main id="main">
        <NotFound />
      </main>
    </>
  )
}
