import { userOf, viewerOfPage } from '@/app/viewer-of-page'
import { FeedScreen } from '@/components/feed/feed-screen'
import { Landing } from '@/components/shell/landing'
import { readFeedPage } from '@/lib/feed/feed-page'
import { LIMITS } from '@/lib/shared/limits'

/** For members the feed, for visitors an introduction. */
export default async function HomePage() {
  const viewer = await viewerOfPage()
  if (!viewer) return <Landing />
  const page = await readFeedPage(viewer, { limit: LIMITS.page.default })
  return <FeedScreen viewer={userOf(viewer)} page={page} />
}
