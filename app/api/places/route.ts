import { readJson, readQuery } from '@/lib/http/body'
import { addressOf } from '@/lib/http/client-address'
import { handle } from '@/lib/http/handle'
import { countUse } from '@/lib/http/rate-limits'
import { readIdempotencyKey } from '@/lib/mutation/idempotency'
import { createPlace } from '@/lib/places/create-place'
import { searchPlaces } from '@/lib/places/search-places'
import { EXPENSIVE, openTo, requireViewer } from '@/lib/session/find-viewer'
import { newPlaceSchema, placeSearchSchema } from '@/lib/shared/schemas'

export const GET = handle(async (request) => {
  const viewer = await openTo(request, EXPENSIVE)
  return Response.json(await searchPlaces(viewer, readQuery(request, placeSearchSchema)))
})

export const POST = handle(async (request) => {
  const viewer = await requireViewer(request)
  await countUse('add-place', String(viewer.id), addressOf(request))
  const draft = await readJson(request, newPlaceSchema)
  const { place, added } = await createPlace(viewer, draft, readIdempotencyKey(request, viewer, draft))
  return Response.json({ place }, { status: added ? 201 : 200 })
})
