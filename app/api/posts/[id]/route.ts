import { readJson } from '@/lib/http/body'
import { handle } from '@/lib/http/handle'
import { changePost } from '@/lib/posts/change-post'
import { deletePost } from '@/lib/posts/delete-post'
import { requirePost } from '@/lib/posts/find-post'
import { openTo, requireViewer } from '@/lib/session/find-viewer'
import { postChangeSchema } from '@/lib/shared/schemas'

type Params = { id: string }

export const GET = handle<Params>(async (request, { id }) => {
  const viewer = await openTo(request)
  return Response.json({ post: await requirePost(viewer, id) })
})

export const PATCH = handle<Params>(async (request, { id }) => {
  const viewer = await requireViewer(request)
  const change = await readJson(request, postChangeSchema)
  return Response.json({ post: await changePost(viewer, id, change) })
})

export const DELETE = handle<Params>(async (request, { id }) => {
  const viewer = await requireViewer(request)
  await deletePost(viewer, id)
  return new Response(null, { status: 204 })
})
