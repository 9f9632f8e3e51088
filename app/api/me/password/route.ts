import { readJson } from '@/lib/http/body'
import { handle } from '@/lib/http/handle'
import { requireViewer } from '@/lib/session/find-viewer'
import { newPasswordSchema } from '@/lib/shared/schemas'
import { changePassword } from '@/lib/users/change-password'
import { describeClient } from '@/lib/users/describe-client'

export const PUT = handle(async (request) => {
  const viewer = await requireViewer(request)
  const change = await readJson(request, newPasswordSchema)
  const cookie = await changePassword(viewer, change, await describeClient(request))
  return new Response(null, { status: 204, headers: { 'set-cookie': cookie } })
})
