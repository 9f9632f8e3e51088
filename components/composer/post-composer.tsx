'use client'

import { MapPin } from 'lucide-react'
import { type KeyboardEvent, lazy, Suspense, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { AudienceMenu } from '@/components/posts/audience-menu'
import { Avatar } from '@/components/ui/avatar'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { CharactersLeft } from '@/components/ui/characters-left'
import { holdKeyboard } from '@/components/ui/hold-keyboard'
import { exceptComposing, isSendKey } from '@/components/ui/keys'
import { lazyRetry } from '@/components/ui/lazy-retry'
import { Skeleton } from '@/components/ui/skeleton'
import { useCharacterCount } from '@/components/ui/use-character-count'
import { useTypedBefore } from '@/components/ui/use-typed-before'
import type { KnownDraft } from '@/components/unsent/draft'
import { KeptDrafts } from '@/components/unsent/kept-drafts'
import { hasRoom } from '@/components/unsent/outbox'
import { LIMITS } from '@/lib/shared/limits'
import { isVisible } from '@/lib/shared/text/is-visible'
import type { User } from '@/lib/shared/views'
import {
  type Composition,
  checkInAt,
  chooseAudience,
  clearComposition,
  composition,
  compositionKeeper,
  EMPTY,
  openComposition,
  receiveDefaultAudience,
  writeText,
} from './composition'
import { COMPOSER_ID, focusComposer } from './focus-composer'

const loadPlacePicker = lazyRetry(() => import('@/components/places/place-picker'))
const PlacePicker = lazy(loadPlacePicker)
const ActivityChip = lazy(lazyRetry(() => import('./activity-chip')))

type PostComposerProps = {
  viewer: User
  /** Called with a complete post when its author presses Post. `drafts`: the stored drafts that it was. */
  onSend: (written: Composition, drafts: readonly KnownDraft[]) => void
}

/** The form in which a post is written. It does not send the post itself. */
export function PostComposer({ viewer, onSend }: PostComposerProps) {
  const { text, audience, activity } = useSyncExternalStore(composition.subscribe, composition.get, () => EMPTY)
  const [picking, setPicking] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  useTypedBefore(field, { shown: text, onTyped: writeText })
  useEffect(() => {
    openComposition(viewer.id)
    // The event of another tab that has written to the storage.
    window.addEventListener('storage', receiveDefaultAudience)
    return () => window.removeEventListener('storage', receiveDefaultAudience)
  }, [viewer.id])

  const count = useCharacterCount(text, LIMITS.postText.max)
  const sendable = (isVisible(text) || activity !== null) && !count.tooLong

  function send() {
    // Read from the store: `text` changes only with the next rendering, and several quick clicks would send the post
    // twice.
    const written = composition.get()
    if (!sendable || (!isVisible(written.text) && !written.activity) || !hasRoom()) return
    const drafts = clearComposition()
    onSend({ text: written.text.trim(), audience: written.audience, activity: written.activity }, drafts)
    setPicking(false)
  }

  function closePicker() {
    setPicking(false)
    // Else the focus would be lost with the field of the picker.
    focusComposer()
  }

  const sendByKey = exceptComposing((event: KeyboardEvent) => {
    if (isSendKey(event)) send()
  })

  return (
    <Card
      aria-label="New post"
      className="max-sm:rounded-none max-sm:border-x-0 has-[textarea:focus-visible]:border-line-strong"
    >
      <form
        className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 px-4 py-4 sm:px-5"
        onSubmit={(event) => {
          event.preventDefault()
          send()
        }}
      >
        <Avatar user={viewer} />
        <div>
          <textarea
            ref={field}
            id={COMPOSER_ID}
            rows={1}
            dir="auto"
            // Only this page puts a text back: a browser would also show it to the next person.
            autoComplete="off"
            aria-label="What is on your mind?"
            placeholder="What is on your mind?"
            value={text}
            onChange={(event) => writeText(event.target.value)}
            onKeyDown={sendByKey}
            className="field-sizing-content block max-h-[50dvh] min-h-11 w-full resize-none bg-transparent py-2 text-lg leading-relaxed outline-none placeholder:text-ink-faint"
          />
          <KeptDrafts keeper={compositionKeeper} textOf={(draft) => draft.text} />
          {activity && (
            <Suspense fallback={<Skeleton className="mt-1 h-22" />}>
              <ActivityChip activity={activity} />
            </Suspense>
          )}
          {picking && (
            <Suspense fallback={<Skeleton className="mt-2 h-11" />}>
              <PlacePicker onChoose={checkInAt} onClose={closePicker} />
            </Suspense>
          )}
        </div>
        <div className="col-span-2 mt-2 flex flex-wrap items-center gap-1 sm:col-span-1 sm:col-start-2">
          <div className="-ms-2.5 flex flex-wrap items-center gap-1">
            <AudienceMenu audience={audience} onChange={chooseAudience} />
            <button
              type="button"
              aria-expanded={picking}
              onPointerEnter={loadPlacePicker}
              onFocus={loadPlacePicker}
              onClick={() => {
                if (!picking) holdKeyboard()
                setPicking(!picking)
              }}
              className="inline-flex min-h-9 items-center gap-1.5 rounded-full px-2.5 text-sm font-medium text-ink-soft transition-colors hover:bg-sunken hover:text-ink"
            >
              <MapPin aria-hidden="true" className="size-4" />
              Check in
            </button>
          </div>
          <CharactersLeft count={count} className="ms-auto not-empty:px-2" />
          <Button type="submit" look="primary" disabled={!sendable} className="px-5">
            Post
          </Button>
        </div>
      </form>
    </Card>
  )
}
