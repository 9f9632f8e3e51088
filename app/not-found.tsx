import type { Metadata } from 'next'
import { Brand } from '@/components/shell/brand'
import { NotThere } from '@/components/shell/not-found'

export const metadata: Metadata = { title: 'Not there' }

export default function NotFound() {
  return (
    <>
      <header className="px-5 py-4">
        <Brand />
      </header>
      <main id="main">
        <NotThere />
      </main>
    </>
  )
}
