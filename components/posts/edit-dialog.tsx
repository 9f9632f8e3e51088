'use client'

import { type KeyboardEvent, useState } from 'react'
import { ApiProblem, api, messageOf } from '@/components/client/api'
import { type KnownPost, mergePost } from '@/components/live/known-post'
import { receive } from '@/components/live/live'
import { Button } from '@/components/ui/button'
import { CharactersLeft } from '@/components/ui/characters-left'
import { copyText } from '@/components/ui/copy-text'
import { Dialog } from '@/components/ui/dialog'
import { exceptComposing, isSendKey } from '@/components/ui/keys'
import { Notice } from '@/components/ui/notice'
import { OtherVersion } from '@/components/ui/other-version'
import { TextArea } from '@/components/ui/text-area'
import { useCharacterCount } from '@/components/ui/use-character-count'
import { useCloseQuestion } from '@/components/ui/use-close-question'
import { useEdit } from '@/components/ui/use-edit'
import { KeptDrafts } from '@/components/unsent/kept-drafts'
import { useKeptText } from '@/components/unsent/use-kept-text'
import { LIMITS } from '@/lib/shared/limits'
import { isVisible } from '@/lib/shared/text/is-visible'
import type { Audience, Post } from '@/lib/shared/views'
import { AUDIENCE_CHOICES } from './audience'
import { AudienceMenu } from './audience-menu'
import { useLivePost } from './use-live-post'
import { WideningNotice } from './widening-notice'

type EditDialogProps = {
  post: Post
  onClose: () => void
  /** The post was deleted meanwhile, and what was written becomes a new one. */
  onPostAsNew: (written: Pick<Post, 'text' | 'audience' | 'activity'>) => void
}

/** Changes the text of a post, or who may see it. The post may be changed or deleted elsewhere while the dialog is open. */
export default function EditDialog({ post, onClose, onPostAsNew }: EditDialogProps) {
  const [read, setRead] = useState<KnownPost>(post)
  const live = useLivePost(post)
  const deleted = live === null
  const latest = mergePost(read, live ?? post)
  const { mine, set, change, basedOn, changed, conflict, settle, keepMine, takeTheirs } = useEdit({
    text: latest.text,
    audience: latest.audience as Audience,
  })
  const keeper = useKeptText(post.id, { text: change.text, onPutBack: (text) => set({ text }) })
  const [problem, setProblem] = useState<unknown>(null)
  const [pending, setPending] = useState(false)
  const { close, question } = useCloseQuestion(changed, leave)
  const count = useCharacterCount(mine.text, LIMITS.postText.max)
  const empty = !isVisible(mine.text) && !post.activity
  const savable = !empty && !conflict && !count.tooLong && !deleted

  function leave() {
    keeper.erase()
    onClose()
  }

  async function save() {
    if (pending || !savable) return
    if (!changed) return leave()
    setPending(true)
    setProblem(null)
    try {
      const answer = await api.patch<{ post: Post }>(`/api/posts/${post.id}`, { ...change, basedOn })
      receive({ event: 'post', change: answer })
      const { text, audience } = answer.post
      // What was written meanwhile is not saved yet.
      if (settle({ text, audience: audience as Audience })) setPending(false)
      else leave()
    } catch (error) {
      setProblem(error)
      await learnFrom(error).catch(setProblem)
      setPending(false)
    }
  }

  /** After it, `conflict` shows what was changed elsewhere, or `deleted` that the post is gone. */
  async function learnFrom(error: unknown) {
    if (isChangedElsewhere(error)) {
      const answer = await api.get<{ post: Post }>(`/api/posts/${post.id}`)
      setRead(answer.post)
    } else if (error instanceof ApiProblem && error.status === 404) {
      receive({ event: 'post', change: { postId: post.id, deleted: true } })
    }
  }

  return (
    <Dialog
      open
      wide
      onClose={close}
      title="Edit post"
      footer={
        <>
          <Button look="quiet" onClick={close}>
            Cancel
          </Button>
          {deleted ? (
            <>
              <Button onClick={() => void copyText(mine.text, 'Text copied')}>Copy text</Button>
              <Button
                look="primary"
                disabled={empty || count.tooLong}
                onClick={() => {
                  // The text is on the disk as that of the new post before it leaves it as that of this one.
                  onPostAsNew({ ...mine, activity: post.activity })
                  keeper.erase()
                }}
              >
                Post as new
              </Button>
            </>
          ) : (
            <Button look="primary" pending={pending} disabled={!savable} onClick={() => void save()}>
              Save
            </Button>
          )}
        </>
      }
    >
      <div className="space-y-4 pt-1">
        {deleted && (
          <Notice look="danger">This post was deleted meanwhile. What you have written is still here.</Notice>
        )}
        {problem !== null && !conflict && !deleted && <Notice look="danger">{wordsOf(problem)}</Notice>}
        {conflict && !pending && !deleted && (
          <OtherVersion values={valuesOf(conflict)} onKeepMine={keepMine} onTakeTheirs={takeTheirs} />
        )}
        <TextArea
          label="Text"
          value={mine.text}
          dir="auto"
          error={problem instanceof ApiProblem && !isChangedElsewhere(problem) ? problem.fields.text : undefined}
          onChange={(event) => set({ text: event.target.value })}
          onKeyDown={exceptComposing((event: KeyboardEvent) => {
            if (isSendKey(event)) void save()
          })}
          autoFocus
        />
        <CharactersLeft count={count} />
        <KeptDrafts keeper={keeper} textOf={(text) => text} />
        <div className="-ml-2.5">
          <AudienceMenu audience={mine.audience} onChange={(audience) => set({ audience })} />
        </div>
        <WideningNotice from={latest.audience as Audience} to={mine.audience} comments={latest.commentCount} />
      </div>
      {question}
    </Dialog>
  )
}

const isChangedElsewhere = (error: unknown) => error instanceof ApiProblem && error.code === 'changed_elsewhere'

function wordsOf(problem: unknown): string {
  if (!isChangedElsewhere(problem)) return messageOf(problem)
  return 'This post was changed on another device meanwhile. Please look at it, then save again.'
}

function valuesOf({ text, audience }: { text?: string; audience?: Audience }) {
  return [
    { name: 'Text', value: text },
    { name: 'For', value: audience && AUDIENCE_CHOICES[audience].name },
  ].filter(({ value }) => value !== undefined)
}
