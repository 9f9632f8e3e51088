'use client'

import { type KeyboardEvent, useState } from 'react'
import { ApiProblem, api, messageOf } from '@/components/client/api'
import { type KnownPost, mergePost } from '@/components/live/known-post'
import { receive } from '@/components/live/live'
import { Button } from '@/components/ui/button'
import { CharactersLeft } from '@/components/ui/characters-left'
import { Dialog } from '@/components/ui/dialog'
import { exceptComposing, isSendKey } from '@/components/ui/keys'
import { Notice } from '@/components/ui/notice'
import { OtherVersion } from '@/components/ui/other-version'
import { TextArea } from '@/components/ui/text-area'
import { useCharacterCount } from '@/components/ui/use-character-count'
import { useCloseQuestion } from '@/components/ui/use-close-question'
import { useEdit } from '@/components/ui/use-edit'
import { LIMITS } from '@/lib/shared/limits'
import { isVisible } from '@/lib/shared/text/is-visible'
import type { Audience, Post } from '@/lib/shared/views'
import { AUDIENCE_CHOICES } from './audience'
import { AudienceMenu } from './audience-menu'

/** Changes the text of a post, or who may see it. `post` may change while the dialog is open. */
export default function EditDialog({ post, onClose }: { post: Post; onClose: () => void }) {
  const [read, setRead] = useState<KnownPost>()
  const latest = mergePost(read, post)
  const { mine, set, change, basedOn, changed, conflict, keepMine, takeTheirs } = useEdit({
    text: latest.text,
    audience: latest.audience as Audience,
  })
  const [problem, setProblem] = useState<unknown>(null)
  const [pending, setPending] = useState(false)
  const { close, question } = useCloseQuestion(() => changed, onClose)
  const count = useCharacterCount(mine.text, LIMITS.postText.max)
  const empty = !isVisible(mine.text) && !post.activity
  const savable = !empty && !conflict && !count.tooLong

  async function save() {
    if (pending || !savable) return
    if (!changed) return onClose()
    setPending(true)
    setProblem(null)
    try {
      const answer = await api.patch<{ post: Post }>(`/api/posts/${post.id}`, { ...change, basedOn })
      receive({ event: 'post', change: answer })
      onClose()
    } catch (error) {
      setProblem(error)
      // `conflict` then shows what was changed elsewhere.
      if (isChangedElsewhere(error)) await readAgain().catch(setProblem)
      setPending(false)
    }
  }

  async function readAgain() {
    const answer = await api.get<{ post: Post }>(`/api/posts/${post.id}`)
    setRead(answer.post)
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
          <Button look="primary" pending={pending} disabled={!savable} onClick={() => void save()}>
            Save
          </Button>
        </>
      }
    >
      <div className="space-y-4 pt-1">
        {problem !== null && !conflict && <Notice look="danger">{wordsOf(problem)}</Notice>}
        {conflict && !pending && (
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
        <div className="-ml-2.5">
          <AudienceMenu audience={mine.audience} onChange={(audience) => set({ audience })} />
        </div>
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
