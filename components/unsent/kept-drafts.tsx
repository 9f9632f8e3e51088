'use client'

import { lazy, Suspense, useSyncExternalStore } from 'react'
import { lazyRetry } from '@/components/ui/lazy-retry'
import type { StoredDraft } from './draft'
import type { DraftKeeper } from './keep-draft'

const KeptDraft = lazy(lazyRetry(() => import('./kept-draft')))
const NONE: readonly StoredDraft<never>[] = []

type KeptDraftsProps<Value> = { keeper: DraftKeeper<Value>; textOf: (value: Value) => string }

/** Offers the newest of the texts that were begun in a field and do not stand in it. */
export function KeptDrafts<Value>({ keeper, textOf }: KeptDraftsProps<Value>) {
  const { state, putBack, discard } = keeper
  const [newest] = useSyncExternalStore(
    state.subscribe,
    () => state.get().kept,
    () => NONE,
  )
  if (!newest) return null
  return (
    <Suspense>
      <KeptDraft text={textOf(newest.value)} onPutBack={() => putBack(newest)} onDiscard={() => discard(newest)} />
    </Suspense>
  )
}
