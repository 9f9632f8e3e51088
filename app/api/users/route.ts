import { readJson } from '@/lib/http/body'
import { addressOf } from '@/lib/http/client-address'
import { handle } from '@/lib/http/handle'
import { limitSubject } from '@/lib/http/network-address'
import { countUse } from '@/lib/http/rate-limits'
import { signUpSchema } from '@/lib/shared/schemas'
import { signUp } from '@/lib/users/sign-up'

export const POST = handle(async (request) => {
  const address = addressOf(request)
  // Before the body is read, which costs time. Sign-ups have a limit of their own besides.
  await countUse('write', limitSubject(address), address)
  const draft = await readJson(request, signUpSchema)
  const user = await signUp(draft, address)
  return Response.json({ user }, { status: 201 })
})
