import { handle, readQuery } from '@/lib/http'
import { requirePlace } from '@/lib/places/find-place'
import { listPostsAtPlace } from '@/lib/posts/list-posts'
import { pageSchema } from '@/lib/shared/schemas'
import { openTo } from '@/lib/viewer'

export const GET = handle<{ id: string }>(async (request, { id }) => {
  const viewer = await openTo(request)
  const place = await requirePlace(id)
  return Response.json(await listPostsAtPlace(viewer, BigInt(place.id), readQuery(request, pageSchema)))
})
