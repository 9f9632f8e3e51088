import { answerForm } from '@/app/api/forms/answer-form'
import { handle } from '@/lib/http/handle'
import { signInByForm } from '@/lib/users/sign-in-by-form'

export const POST = handle((request) =>
  answerForm(request, { form: '/sign-in', work: (fields) => signInByForm(request, fields) }),
)
