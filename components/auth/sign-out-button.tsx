'use client'

import { LogOut } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { toastFailure } from '@/components/ui/toast-failure'
import { signOut } from './sign-out'

export function SignOutButton() {
  const [pending, setPending] = useState(false)

  async function leave() {
    setPending(true)
    await signOut().catch((error: unknown) => {
      setPending(false)
      toastFailure(error)
    })
  }

  return (
    <Button size="small" pending={pending} onClick={leave}>
      <LogOut aria-hidden="true" className="size-4" />
      Sign out
    </Button>
  )
}
