import { nextPath } from '@/app/(auth)/next-path'
import { answerForm } from '@/app/api/forms/answer-form'
import { readForm } from '@/lib/http/form'
import { handle } from '@/lib/http/handle'
import { signInByForm } from '@/lib/users/sign-in-by-form'

export const POST = handle(async (request) => {
  const { next, ...fields } = await readForm(request)
  return answerForm({ form: '/sign-in', next: nextPath(next), work: () => signInByForm(request, fields) })
})
