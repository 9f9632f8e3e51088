'use client'

import { Failure } from '@/components/shell/failure'

export default function ErrorWithinShell({ retry }: { retry: () => void }) {
  return <Failure retry={retry} />
}
