import { handle } from '@/lib/http/handle'
import { requirePlace } from '@/lib/places/find-place'
import { openTo } from '@/lib/session/find-viewer'

type Params = { id: string }

export const GET = handle<Params>(async (request, params) => {
  const viewer = await openTo(request)
  return Response.json({ place: await requirePlace(viewer, params.id) })
})
