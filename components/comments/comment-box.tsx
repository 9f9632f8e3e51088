'use client'

import {
  type FormEvent,
  type KeyboardEvent,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import { REPLY } from '@/components/posts/post-path'
import { ROW_KEY } from '@/components/scroll/row-position'
import { Avatar } from '@/components/ui/avatar'
import { Button } from '@/components/ui/button'
import { CharactersLeft } from '@/components/ui/characters-left'
import { classes } from '@/components/ui/classes'
import { exceptComposing, isSendKey } from '@/components/ui/keys'
import { useCharacterCount } from '@/components/ui/use-character-count'
import { useTypedBefore } from '@/components/ui/use-typed-before'
import { KeptDrafts } from '@/components/unsent/kept-drafts'
import { hasRoom } from '@/components/unsent/outbox'
import { LIMITS } from '@/lib/shared/limits'
import { isVisible } from '@/lib/shared/text/is-visible'
import type { User } from '@/lib/shared/views'
import { commentDraft } from './comment-draft'
import { sendComment } from './send-comment'

/** Where a comment is written. */
export function CommentBox({ postId, viewer }: { postId: string; viewer: User }) {
  const [{ text: written, keeper }] = useState(() => commentDraft(postId))
  const text = useSyncExternalStore(written.subscribe, written.get, () => '')
  const form = useRef<HTMLFormElement>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const count = useCharacterCount(text, LIMITS.commentText.max)
  const sendable = isVisible(text) && !count.tooLong

  useTypedBefore(field, { shown: text, onTyped: written.set })
  useEffect(() => keeper.open(viewer.id), [keeper, viewer.id])

  // The box grows with its text, and must not grow out of the window.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text has another height
  useLayoutEffect(() => {
    if (form.current?.contains(document.activeElement)) {
      form.current.scrollIntoView({ block: 'nearest', behavior: 'instant' })
    }
  }, [text])

  function send(event?: FormEvent) {
    event?.preventDefault()
    // From the store, which is current before the next rendering: of five quick clicks only the first finds a text.
    const sent = written.get().trim()
    if (!sendable || !isVisible(sent) || !hasRoom()) return
    const drafts = keeper.forget()
    written.set('')
    sendComment({ viewerId: viewer.id, postId, text: sent }, drafts)
    // The comment appears above the box and moves it down.
    requestAnimationFrame(() => form.current?.scrollIntoView({ block: 'nearest', behavior: 'instant' }))
  }

  const sendByKey = exceptComposing((event: KeyboardEvent) => {
    if (isSendKey(event)) send()
  })

  return (
    <form
      ref={form}
      id={REPLY}
      {...{ [ROW_KEY]: REPLY }}
      onSubmit={send}
      className="flex scroll-mt-18 scroll-mb-[calc(var(--bottom-bar)+1rem)] gap-3 border-t border-line px-4 py-3 sm:px-5"
    >
      <Avatar user={viewer} size="small" className="mt-1.5" />
      <div className="flex min-w-0 flex-1 flex-wrap items-end justify-end gap-x-2 gap-y-1">
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          // Only this page puts a text back: a browser would also show it to the next person.
          autoComplete="off"
          aria-label="Write a comment"
          placeholder="Write a comment"
          value={text}
          onChange={(event) => written.set(event.target.value)}
          onKeyDown={sendByKey}
          className={classes(
            'field-sizing-content max-h-[40dvh] min-h-11 min-w-0 flex-1 resize-none rounded-control border border-line-strong bg-surface px-3 py-2 leading-relaxed -outline-offset-1 placeholder:text-ink-faint',
            text && 'max-sm:basis-full',
          )}
        />
        <CharactersLeft count={count} className="self-center" />
        <Button
          type="submit"
          look="primary"
          disabled={!sendable}
          className={classes('my-0.5', !text && 'max-sm:hidden')}
        >
          Send
        </Button>
        <div className="basis-full empty:hidden">
          <KeptDrafts keeper={keeper} textOf={(draft) => draft} />
        </div>
      </div>
    </form>
  )
}
