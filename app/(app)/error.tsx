'use client'

import { ErrorPage } from '@/components/shell/error-page'

export default function ErrorWithinShell({ retry }: { retry: () => void }) {
  return <ErrorPage retry={retry} />
}
