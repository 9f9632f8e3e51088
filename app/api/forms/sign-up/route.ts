import { answerForm } from '@/app/api/forms/answer-form'
import { knownError } from '@/app/api/forms/known-error'
import { check } from '@/lib/http/body'
import { addressOf } from '@/lib/http/client-address'
import { handle } from '@/lib/http/handle'
import { signUpSchema } from '@/lib/shared/schemas'
import { signInByForm } from '@/lib/users/sign-in-by-form'
import { signUp } from '@/lib/users/sign-up'

export const POST = handle((request) =>
  answerForm(request, {
    form: '/sign-up',
    work: async (fields) => {
      await signUp(check(signUpSchema, fields), addressOf(request))
      return signInByForm(request, fields).catch(nullIfKnown)
    },
  }),
)

/** The account exists, so the form to make it must not come back. */
function nullIfKnown(error: unknown): null {
  knownError(error)
  return null
}
