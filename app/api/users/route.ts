import { readJson } from '@/lib/http/body'
import { addressOf } from '@/lib/http/client-address'
import { handle } from '@/lib/http/handle'
import { signUpSchema } from '@/lib/shared/schemas'
import { signUp } from '@/lib/users/sign-up'

export const POST = handle(async (request) => {
  const draft = await readJson(request, signUpSchema)
  const user = await signUp(draft, addressOf(request))
  return Response.json({ user }, { status: 201 })
})
