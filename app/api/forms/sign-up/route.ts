import { nextPath } from '@/app/(auth)/next-path'
import { answerForm } from '@/app/api/forms/answer-form'
import { check } from '@/lib/http/body'
import { addressOf } from '@/lib/http/client-address'
import { readForm } from '@/lib/http/form'
import { handle } from '@/lib/http/handle'
import { signUpSchema } from '@/lib/shared/schemas'
import { signInByForm } from '@/lib/users/sign-in-by-form'
import { signUp } from '@/lib/users/sign-up'

export const POST = handle(async (request) => {
  const { next, ...fields } = await readForm(request)
  const join = async () => {
    await signUp(check(signUpSchema, fields), addressOf(request))
    return signInByForm(request, fields)
  }
  return answerForm({ form: '/sign-up', next: nextPath(next), work: join })
})
