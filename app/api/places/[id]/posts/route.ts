import { readQuery } from '@/lib/http/body'
import { handle } from '@/lib/http/handle'
import { requirePlace } from '@/lib/places/find-place'
import { listPostsAtPlace } from '@/lib/posts/list-posts'
import { openTo } from '@/lib/session/find-viewer'
import { pageSchema } from '@/lib/shared/schemas'

export const GET = handle<{ id: string }>(async (request, { id }) => {
  const viewer = await openTo(request)
  const place = await requirePlace(viewer, id)
  return Response.json(await listPostsAtPlace(viewer, BigInt(place.id), readQuery(request, pageSchema)))
})
