'use client'

import { ErrorPage } from '@/components/shell/error-page'

export default function ErrorWithinShell({ error, retry }: { error: Error; retry: () => void }) {
  return <ErrorPage error={error} retry={retry} />
}
