import { describe, expect, test } from 'vitest'
import { feedRows } from '@/components/feed/feed-rows'
import { type FeedState, forgetPosts } from '@/components/feed/feed-state'
import { mergeFeedPage } from '@/components/feed/merge-feed-page'
import { receiveFrame } from '@/components/feed/receive-frame'
import { appendFeedPage, newFeedState } from '@/components/feed/receive-page'
import { textOfPill } from '@/components/feed/text-of-pill'
import { withReadPosts } from '@/components/feed/with-read-posts'
import { withoutHidden } from '@/components/feed/without-hidden'
import type { Frame } from '@/components/live/frames'
import type { Post } from '@/lib/shared/views'
import { plainPost } from '../../support/plain-post'

const by = (id: string, name = `Person ${id}`) => ({ id, handle: `p${id}`, name, bio: '', avatarUrl: null })
const page = (items: Post[]) => ({ items, nextCursor: null, position: null })
const feedOf = (...posts: Post[]) => newFeedState('1', page(posts))
const names = ({ posts, shown }: FeedState) => shown.map((id) => posts.get(id)?.author.name)
const later = (post: Post): Post => ({ ...post, updatedAt: '2026-11-23T00:00:00.000Z' })

describe('Somebody of whom nothing is shown any more', () => {
  const gone: Frame = { event: 'person', userId: '7', gone: true, version: '1' }

  test('leaves the feed, the pill and the late posts; others stay', () => {
    const start = feedOf(plainPost('12', { author: by('7') }), plainPost('11', { author: by('8') }))
    const fresh: Frame[] = ['20', '21'].map((id, nth) => ({
      event: 'feed',
      position: null,
      post: plainPost(id, { author: by(nth ? '8' : '7') }),
    }))
    const state = receiveFrame([...fresh].reduce(receiveFrame, start), gone)
    expect([state.shown, state.waiting]).toEqual([['11'], ['21']])
    expect([...state.posts.keys()].sort()).toEqual(['11', '21'])
  })

  test('comes back with a page that has their posts: they were not deleted', () => {
    const post = plainPost('12', { author: by('7') })
    const state = receiveFrame(feedOf(post, plainPost('11')), gone)
    expect(mergeFeedPage(state, page([post, plainPost('11')]), { knownBefore: new Set(['11']) }).waiting).toEqual([
      '12',
    ])
  })

  test('stays out with posts that come after that, from before it; and they appear when their author does', () => {
    const late: Frame = { event: 'feed', position: null, post: plainPost('20', { author: by('7') }) }
    const older = { items: [plainPost('10', { author: by('7') })], nextCursor: null }
    const state = appendFeedPage([gone, late].reduce(receiveFrame, feedOf(plainPost('12'))), older)
    const hidden = withoutHidden(state, new Map([['7', { version: '1' }]]))
    expect([feedRows(hidden).map(({ key }) => key), textOfPill(hidden)]).toEqual([['12'], ''])
    const back = withoutHidden(state, new Map([['7', { version: '2', user: by('7') }]]))
    expect([feedRows(back).map(({ key }) => key), textOfPill(back)]).toEqual([['12', '10'], '1 new post'])
  })

  test('another name removes nothing', () => {
    const state = feedOf(plainPost('12', { author: by('7') }))
    expect(receiveFrame(state, { event: 'person', user: by('7', 'New'), version: '1' })).toBe(state)
  })
})

describe('A post that vanished', () => {
  const post = plainPost('12', { author: by('7') })
  const removed = receiveFrame(feedOf(post, plainPost('11')), {
    event: 'post',
    change: { postId: '12', deleted: true },
  })

  test('comes back with a newer version: it was restored, or may be seen again', () => {
    const state = receiveFrame(removed, { event: 'post', change: { post: later(post) } })
    expect(state.late).toEqual(['12'])
  })

  test('does not with the version that vanished, and one that was never here does not appear', () => {
    expect(receiveFrame(removed, { event: 'post', change: { post } })).toBe(removed)
    const change = { post: later(plainPost('99')) }
    expect(receiveFrame(removed, { event: 'post', change })).toBe(removed)
  })
})

describe('Posts that were read again', () => {
  test('have their authors as they are shown now, although the posts have not changed: one name for one person', () => {
    const posts = [plainPost('12', { author: by('7', 'Old') }), plainPost('11', { author: by('7', 'Old') })]
    const read = posts.map((one) => ({ ...one, author: by('7', 'New') }))
    const merged = mergeFeedPage(feedOf(...posts), page(read), { knownBefore: new Set(['11', '12']) })
    expect(names(merged)).toEqual(['New', 'New'])
    expect(names(withReadPosts(feedOf(...posts), read))).toEqual(['New', 'New'])
  })

  test('stay the same objects when nothing is new, so that no card is rendered again', () => {
    const state = feedOf(plainPost('12'), plainPost('11'))
    const again = withReadPosts(state, [plainPost('12'), plainPost('11')])
    expect(again.posts.get('12')).toBe(state.posts.get('12'))
  })

  test('without some of them: those are forgotten wherever they are in the list, also below the first page', () => {
    const ids = Array.from({ length: 120 }, (_, nth) => String(1000 - nth))
    const [first, second] = [ids.slice(0, 60), ids.slice(60)]
    const state = appendFeedPage(feedOf(...first.map((id) => plainPost(id))), page(second.map((id) => plainPost(id))))
    const left = forgetPosts(state, new Set(['900', '881', '1000']))
    expect(left.shown).toEqual(ids.filter((id) => !['900', '881', '1000'].includes(id)))
    expect(left.posts.has('900')).toBe(false)
  })
})
