'use client'

import { useRouter } from 'next/navigation'
import { useEffectEvent, useLayoutEffect, useState } from 'react'
import { ApiProblem, api } from '@/components/client/api'
import { OtherVersion } from '@/components/ui/other-version'
import { SubmissionForm } from '@/components/ui/submission-form'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextArea } from '@/components/ui/text-area'
import { TextField } from '@/components/ui/text-field'
import { toast } from '@/components/ui/toast'
import { useEdit } from '@/components/ui/use-edit'
import { useLeaveQuestion } from '@/components/ui/use-leave-question'
import { useSubmission } from '@/components/ui/use-submission'
import { KeptDrafts } from '@/components/unsent/kept-drafts'
import { useKeptText } from '@/components/unsent/use-kept-text'
import { LIMITS } from '@/lib/shared/limits'
import type { User } from '@/lib/shared/views'

/** Changes name and bio of the viewer. */
export function ProfileForm({ user }: { user: User }) {
  const router = useRouter()
  const { latest, setLatest } = useLatest(user)
  const edit = useEdit({ name: latest.name, bio: latest.bio })
  const { mine, set, change, basedOn, conflict } = edit
  useLeaveQuestion(edit.changed)
  const keptName = useKeptText('profile-name', { text: change.name, onPutBack: (name) => set({ name }) })
  const keptBio = useKeptText('profile-bio', { text: change.bio, onPutBack: (bio) => set({ bio }) })
  const submission = useSubmission(async () => {
    // The choice between two versions comes first.
    if (conflict) return
    const answer = await api.patch<{ user: User }>('/api/me', { ...change, basedOn }).catch(readOther)
    setLatest(answer.user)
    edit.settle({ name: answer.user.name, bio: answer.user.bio })
    toast('Your profile is saved.')
    router.refresh()
  })
  const { fields } = submission

  // What was typed before the page was hydrated is only in the fields, and the next rendering would replace it.
  const readTyped = useEffectEvent(() => {
    const form = submission.formProps.ref.current
    if (!form) return
    const typed = new FormData(form)
    set({ name: String(typed.get('name')), bio: String(typed.get('bio')).replaceAll('\r\n', '\n') })
  })
  useLayoutEffect(() => readTyped(), [])

  /** When the profile was changed elsewhere: reads that version, so that `conflict` shows it. */
  async function readOther(error: unknown): Promise<never> {
    if (!(error instanceof ApiProblem) || error.code !== 'changed_elsewhere') throw error
    setLatest((await api.get<{ user: User }>('/api/me')).user)
    const { status, code } = error
    throw new ApiProblem({
      status,
      code,
      message: 'Your profile was changed on another device meanwhile. Please look at it, then save again.',
    })
  }

  return (
    // While there is a conflict, the other version is shown instead of a message.
    <SubmissionForm submission={conflict ? { ...submission, message: null } : submission}>
      {conflict && !submission.pending && (
        <OtherVersion values={valuesOf(conflict)} onKeepMine={edit.keepMine} onTakeTheirs={edit.takeTheirs} />
      )}
      <TextField
        label="Name"
        name="name"
        autoComplete="name"
        value={mine.name}
        onChange={(event) => set({ name: event.target.value })}
        error={fields.name}
      />
      <KeptDrafts keeper={keptName} textOf={(text) => text} />
      <TextArea
        label="About you"
        name="bio"
        hint={`A sentence or two, at most ${LIMITS.bio.max} characters. Everyone can read it.`}
        value={mine.bio}
        onChange={(event) => set({ bio: event.target.value })}
        error={fields.bio}
      />
      <KeptDrafts keeper={keptBio} textOf={(text) => text} />
      <SubmitButton submission={submission} className="self-start">
        Save profile
      </SubmitButton>
    </SubmissionForm>
  )
}

/** The newest known version: an answer to this browser until the page is rendered again. */
function useLatest(user: User) {
  const [answer, setAnswer] = useState({ user, rendered: user })
  return {
    latest: answer.rendered === user ? answer.user : user,
    setLatest: (newer: User) => setAnswer({ user: newer, rendered: user }),
  }
}

function valuesOf({ name, bio }: { name?: string; bio?: string }) {
  return [
    { name: 'Name', value: name },
    { name: 'About you', value: bio },
  ].filter(({ value }) => value !== undefined)
}
