'use client'

import { Failure } from '@/components/shell/error-page'

export default function ErrorWithinShell({ retry }: { retry: () => void }) {
  return <Failure retry={retry} />
}
