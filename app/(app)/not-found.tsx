import type { Metadata } from 'next'
import { NotFoundMessage } from '@/components/ui/not-found-message'

export const metadata: Metadata = { title: 'Not there' }

/** For a page inside the frame that does not exist. */
export default function NotFoundWithinShell() {
  return <NotFoundMessage />
}
