'use client'

import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useState } from 'react'
import { useChangeOf } from '@/components/client/use-person'
import { NotFoundMessage } from '@/components/ui/not-found-message'

type ShownPersonProps = { id: string; children: ReactNode }

/** The page of a person or of their post, or the one of a wrong address when nothing of them is shown any more. */
export function ShownPerson({ id, children }: ShownPersonProps) {
  const change = useChangeOf(id)
  const [rendered] = useState(change)
  const router = useRouter()

  // The title of the page and the labels that the server wrote name the person.
  useEffect(() => {
    if (change !== rendered) router.refresh()
  }, [change, rendered, router])

  return change && !change.user ? <NotFoundMessage /> : children
}
