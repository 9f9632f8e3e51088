'use client'

import { LogOut } from 'lucide-react'
import { useState } from 'react'
import { messageOf } from '@/components/client/api'
import { Button } from '@/components/ui/button'
import { toastError } from '@/components/ui/toast'
import { signOut } from './sign-out'

export function SignOutButton() {
  const [pending, setPending] = useState(false)

  async function leave() {
    setPending(true)
    await signOut().catch((error: unknown) => {
      setPending(false)
      toastError(messageOf(error))
    })
  }

  return (
    <Button size="small" pending={pending} onClick={leave}>
      <LogOut aria-hidden="true" className="size-4" />
      Sign out
    </Button>
  )
}
