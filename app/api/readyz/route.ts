import { handle } from '@/lib/http/handle'
import { canServe, readiness } from '@/lib/http/readiness'

export const GET = handle(async () => {
  const state = await readiness()
  return Response.json(state, { status: canServe(state) ? 200 : 503 })
})
