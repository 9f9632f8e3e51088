import { isSignedIn } from '@/bench/stream/check-session'
import { HELLO } from '@/bench/stream/frames'
import { sharedSinks } from '@/bench/stream/shared-sinks'

/** The baseline that the framework suggests: a route handler that answers with a ReadableStream. */
export async function GET(request: Request): Promise<Response> {
  if (!(await isSignedIn(request.headers.get('cookie')))) return new Response(null, { status: 401 })
  const user = Number(new URL(request.url).searchParams.get('user'))
  const { sinks, groups } = sharedSinks()
  const encoder = new TextEncoder()
  let leave = () => undefined as unknown
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(encoder.encode(HELLO))
      leave = sinks.add(user, groups, (text) => controller.enqueue(encoder.encode(text)))
    },
    cancel: () => void leave(),
  })
  return new Response(body, {
    headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache, no-transform' },
  })
}
