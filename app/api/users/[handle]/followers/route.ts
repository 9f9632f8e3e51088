import { listPeople } from '@/lib/graph/list-people'
import { handle, readQuery } from '@/lib/http'
import { pageSchema } from '@/lib/shared/schemas'
import { requireViewer } from '@/lib/viewer'

type Params = { handle: string }

export const GET = handle<Params>(async (request, params) => {
  const viewer = await requireViewer(request)
  const page = readQuery(request, pageSchema)
  return Response.json(await listPeople(viewer, { handle: params.handle, list: 'followers', page }))
})
