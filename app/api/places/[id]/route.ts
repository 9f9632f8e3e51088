import { handle } from '@/lib/http'
import { requirePlace } from '@/lib/places/find-place'
import { openTo } from '@/lib/viewer'

type Params = { id: string }

export const GET = handle<Params>(async (request, params) => {
  await openTo(request)
  return Response.json({ place: await requirePlace(params.id) })
})
