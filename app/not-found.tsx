import type { Metadata } from 'next'
import { Apology } from '@/components/shell/apology'
import { Brand } from '@/components/shell/brand'
import { ButtonLink } from '@/components/ui/button'

export const metadata: Metadata = { title: 'Not there' }

/** The same for what never was and for what is hidden from this viewer: it must tell nobody which of the two. */
export default function NotFound() {
  return (
    <>
      <header className="px-5 py-4">
        <Brand />
      </header>
      <main id="main">
        <Apology
          title="There is nothing here"
          action={
            <ButtonLink href="/" look="primary">
              Go home
            </ButtonLink>
          }
        >
          The address may be wrong, what was here may be gone, or it is not for everyone to see.
        </Apology>
      </main>
    </>
  )
}
