import { handle, readJson, readQuery } from '@/lib/http'
import { readIdempotencyKey } from '@/lib/idempotency'
import { createPlace } from '@/lib/places/create-place'
import { searchPlaces } from '@/lib/places/search-places'
import { newPlaceSchema, placeSearchSchema } from '@/lib/shared/schemas'
import { openTo, requireViewer } from '@/lib/viewer'

export const GET = handle(async (request) => {
  await openTo(request)
  const search = readQuery(request, placeSearchSchema)
  return Response.json(await searchPlaces(search))
})

export const POST = handle(async (request) => {
  const viewer = await requireViewer(request)
  const draft = await readJson(request, newPlaceSchema)
  const answer = await createPlace(viewer, draft, readIdempotencyKey(request, viewer, draft))
  return Response.json(answer, { status: 201 })
})
