import type { Metadata } from 'next'
import { NotFound } from '@/components/shell/not-found'

export const metadata: Metadata = { title: 'Not there' }

/** For what a page inside the frame does not find. */
export default function NotFoundWithinShell() {
  return <NotFound />
}
