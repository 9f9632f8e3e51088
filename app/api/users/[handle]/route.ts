import { presentPerson, requirePerson } from '@/lib/graph/find-person'
import { handle } from '@/lib/http/handle'
import { openTo } from '@/lib/session/viewer'

type Params = { handle: string }

export const GET = handle<Params>(async (request, params) => {
  const viewer = await openTo(request)
  const person = await requirePerson(viewer, params.handle)
  return Response.json(presentPerson(person))
})
