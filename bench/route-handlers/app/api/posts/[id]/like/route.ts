import { likePlainly } from '@/bench/hot-likes/like-plainly'
import { findViewer } from '@/lib/session/find-viewer'

/** The baseline of `hot-likes`: the same address and the same session as the product's. */
export async function PUT(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const viewer = await findViewer(request)
  if (!viewer) return new Response(null, { status: 401 })
  const { id } = await params
  return Response.json({ post: await likePlainly(BigInt(id), viewer.id) })
}
