import { handle } from '@/lib/http/handle'
import { canServe, sharedReadiness } from '@/lib/http/readiness'

export const GET = handle(async () => {
  const state = await sharedReadiness()
  return Response.json(state, { status: canServe(state) ? 200 : 503 })
})
