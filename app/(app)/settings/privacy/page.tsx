import type { Metadata } from 'next'
import { requireViewerOfPage } from '@/app/viewer-of-page'
import { BlockForm } from '@/components/settings/block-form'
import { MutedConversations } from '@/components/settings/muted-conversations'
import { SilencedList } from '@/components/settings/silenced-list'
import { Section } from '@/components/ui/section'
import { listRelations } from '@/lib/graph/list-relations'
import { listMutedPosts } from '@/lib/posts/list-muted-posts'
import { LIMITS } from '@/lib/shared/limits'

export const metadata: Metadata = { title: 'Privacy' }

const FIRST_PAGE = { limit: LIMITS.page.default }

export default async function PrivacyPage() {
  const viewer = await requireViewerOfPage('/settings/privacy')
  const [blocks, mutes, conversations] = await Promise.all([
    listRelations(viewer, 'blocks', FIRST_PAGE),
    listRelations(viewer, 'mutes', FIRST_PAGE),
    listMutedPosts(viewer, FIRST_PAGE),
  ])
  return (
    <>
      <Section title="Blocked" about="A block acts both ways, at once.">
        <div className="space-y-5">
          <SilencedList kind="block" initial={blocks} />
          <div className="px-4 sm:px-0">
            <BlockForm />
          </div>
        </div>
      </Section>
      <Section title="Muted people" about="A mute only quietens your own feed and notifications.">
        <SilencedList kind="mute" initial={mutes} />
      </Section>
      <Section title="Muted conversations" about="You hear of these only when somebody mentions you.">
        <MutedConversations initial={conversations} />
      </Section>
    </>
  )
}
