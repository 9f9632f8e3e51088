'use client'

import { type KeyboardEvent, useState } from 'react'
import { ApiProblem, api, messageOf } from '@/components/client/api'
import { receive } from '@/components/live/live'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { exceptComposing, isSendKey } from '@/components/ui/keys'
import { Notice } from '@/components/ui/notice'
import { TextArea } from '@/components/ui/text-area'
import { LIMITS } from '@/lib/shared/limits'
import type { Post } from '@/lib/shared/views'
import { AudienceMenu } from './audience-menu'

/** Changes the text of a post, or who may see it. */
export default function EditDialog({ post, onClose }: { post: Post; onClose: () => void }) {
  const [text, setText] = useState(post.text)
  const [audience, setAudience] = useState(post.audience)
  const [problem, setProblem] = useState<unknown>(null)
  const [pending, setPending] = useState(false)
  const empty = text.trim() === '' && !post.activity

  async function save() {
    if (pending || empty) return
    setPending(true)
    try {
      const answer = await api.patch<{ post: Post }>(`/api/posts/${post.id}`, { text, audience })
      receive({ event: 'post', change: answer })
      onClose()
    } catch (error) {
      setProblem(error)
      setPending(false)
    }
  }

  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title="Edit post"
      footer={
        <>
          <Button look="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button look="primary" pending={pending} disabled={empty} onClick={() => void save()}>
            Save
          </Button>
        </>
      }
    >
      <div className="space-y-4 pt-1">
        {problem !== null && <Notice look="danger">{messageOf(problem)}</Notice>}
        <TextArea
          label="Text"
          value={text}
          dir="auto"
          maxLength={LIMITS.postText.max}
          error={problem instanceof ApiProblem ? problem.fields.text : undefined}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={exceptComposing((event: KeyboardEvent) => {
            if (isSendKey(event)) void save()
          })}
          autoFocus
        />
        <div className="-ml-2.5">
          <AudienceMenu audience={audience} onChange={setAudience} />
        </div>
      </div>
    </Dialog>
  )
}
