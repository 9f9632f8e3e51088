import { newInFeed, tagOf } from '@/lib/feed/new-in-feed'
import { readQuery } from '@/lib/http/body'
import { answerIfChanged, handle } from '@/lib/http/handle'
import { requireViewer } from '@/lib/session/find-viewer'
import { newFeedSchema } from '@/lib/shared/schemas'

export const GET = handle(async (request) => {
  const viewer = await requireViewer(request)
  const { position } = readQuery(request, newFeedSchema)
  const answer = await newInFeed(viewer, position)
  return answerIfChanged(request, answer, tagOf(answer))
})
