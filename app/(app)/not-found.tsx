import type { Metadata } from 'next'
import { NotFound } from '@/components/shell/not-found'

export const metadata: Metadata = { title: 'Not there' }

/** For a page inside the frame that does not exist. */
export default function NotFoundWithinShell() {
  return <NotFound />
}
