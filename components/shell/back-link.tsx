'use client'

import { ArrowLeft } from 'lucide-react'
import type { MouseEvent } from 'react'
import { Link } from '@/components/ui/link'
import { parentPath, stepsBack } from './way-back'

/** The arrow at the top of phones: back within this site. Without earlier pages of this site it leads to the parent page. */
export default function BackLink({ pathname }: { pathname: string }) {
  return (
    <Link
      href={parentPath(pathname)}
      aria-label="Back"
      onClick={goBack}
      className="-ms-2.5 inline-flex size-[44px] shrink-0 items-center justify-center rounded-full text-ink-soft hover:bg-sunken hover:text-ink md:hidden"
    >
      <ArrowLeft aria-hidden="true" className="size-[1.375rem] rtl:-scale-x-100" strokeWidth={1.75} />
    </Link>
  )
}

function goBack(event: MouseEvent): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
  // Older browsers do not say which pages are behind.
  const { navigation } = window as { navigation?: Navigation }
  const steps = navigation?.currentEntry ? stepsBack(navigation.entries(), navigation.currentEntry) : 0
  if (steps === 0) return
  event.preventDefault()
  window.history.go(-steps)
}
