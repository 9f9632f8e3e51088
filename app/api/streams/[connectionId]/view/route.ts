import { reportView } from '@/lib/feed/watchers'
import { readJson } from '@/lib/http/body'
import { handle } from '@/lib/http/handle'
import { gateway } from '@/lib/live/gateway'
import { requireViewer } from '@/lib/session/find-viewer'
import { viewSchema } from '@/lib/shared/schemas'

export const PUT = handle<{ connectionId: string }>(async (request, { connectionId }) => {
  const viewer = await requireViewer(request)
  await reportView(viewer, connectionId, await readJson(request, viewSchema))
  gateway.noteUse(viewer.id, connectionId)
  return new Response(null, { status: 204 })
})
