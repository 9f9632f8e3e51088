'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { toastFailure } from '@/components/ui/toast-failure'
import { signInWith } from './sign-in'

type OAuthButtonsProps = { choices: { id: string; name: string }[]; next: string }

/** The buttons to sign in with an OAuth provider, when the site has any. */
export function OAuthButtons({ choices, next }: OAuthButtonsProps) {
  const [leaving, setLeaving] = useState<string | null>(null)
  if (choices.length === 0) return null

  async function leave(provider: string) {
    setLeaving(provider)
    await signInWith(provider, next).catch((error: unknown) => {
      setLeaving(null)
      toastFailure(error)
    })
  }

  return (
    <div className="mt-6 flex flex-col gap-3">
      <p className="flex items-center gap-3 text-sm text-ink-faint before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        or
      </p>
      {choices.map(({ id, name }) => (
        <Button key={id} pending={leaving === id} onClick={() => leave(id)}>
          Continue with {name}
        </Button>
      ))}
    </div>
  )
}
