'use client'

import { useEffect, useState } from 'react'
import { SignInForm } from '@/components/auth/sign-in-form'
import { api } from '@/components/client/api'
import { Button } from '@/components/ui/button'
import { copyText } from '@/components/ui/copy-text'
import { MessagePage } from '@/components/ui/message-page'
import { TextArea } from '@/components/ui/text-area'
import { type KeptText, readKeptTexts } from '@/components/unsent/read-kept-texts'

/** Instead of a page whose session has ended: what its viewer was writing, and the way back. */
export default function SignedOut({ viewerId }: { viewerId: string }) {
  const [here] = useState(() => window.location.pathname + window.location.search)
  const signIn = `/sign-in?next=${encodeURIComponent(here)}`
  // A reload leads to the form as well, and not to what visitors see at the old address.
  useEffect(() => window.history.replaceState(null, '', signIn), [signIn])
  return (
    <main id="main">
      <MessagePage
        title="You are signed out"
        action={
          <div className="w-full">
            <SignInForm next={here} />
            {/* A plain link: what this tab holds in memory was read for a member. */}
            <a href={signIn} className="mt-5 inline-block text-accent underline underline-offset-4">
              Other ways to sign in
            </a>
          </div>
        }
      >
        This session has ended, for example because it was ended on another device, or because your password was
        changed. Sign in again to go on where you were.
      </MessagePage>
      <KeptTexts viewerId={viewerId} />
    </main>
  )
}

/** What somebody was writing when their session ended: readable, and kept for the time after signing in. */
function KeptTexts({ viewerId }: { viewerId: string }) {
  const [texts, setTexts] = useState<readonly KeptText[]>([])

  // A disk that cannot be read has nothing to show.
  useEffect(() => void readKeptTexts(viewerId).then(setTexts, () => undefined), [viewerId])
  useEffect(reloadWhenSignedIn, [])

  if (texts.length === 0) return null
  return (
    <section aria-label="What you were writing" className="mx-auto flex max-w-md flex-col gap-5 px-5 pb-16">
      <p className="text-ink-soft">
        What you were writing is kept in this browser, and is there again when you sign in.
      </p>
      {texts.map(({ key, name, text }) => (
        <div key={key} className="flex flex-col items-start gap-2">
          <div className="w-full">
            <TextArea label={name} value={text} readOnly dir="auto" />
          </div>
          <Button size="small" onClick={() => void copyText(text, 'Text copied')}>
            Copy text
          </Button>
        </div>
      ))}
    </section>
  )
}

/** Somebody may sign in in another tab. Then this page is theirs. */
function reloadWhenSignedIn(): () => void {
  const look = () => {
    if (document.visibilityState !== 'visible') return
    void api.get('/api/me', { viewerId: null }).then(
      () => window.location.reload(),
      // Still signed out, or offline.
      () => undefined,
    )
  }
  document.addEventListener('visibilitychange', look)
  return () => document.removeEventListener('visibilitychange', look)
}
