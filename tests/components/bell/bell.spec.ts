import type { Post } from '@/lib/shared/views'
import { befriendUnnoticed, comment, createPlace, follow, like, post, requestFriendship, unlike } from '../support/acts'
import { bell, expectAppBadge, expectBadge, openPanel, panel, rows, watchAppBadge } from '../support/bell-page'
import { openFeed, openTabs } from '../support/feed-page'
import { watchRequests } from '../support/live-page'
import { answered, expect, type Member, OWN_SCREENS, test } from '../support/support'

type Deed = {
  says: string
  row: string
  /** What has to happen before. Returns the post that it is about. */
  before?: (ana: Member, ben: Member, cleo: Member) => Promise<Post>
  does: (ana: Member, ben: Member, about: Post | undefined) => Promise<unknown>
}

const bensPost = (_: Member, ben: Member) => post(ben, 'The cat is back')

function known(about: Post | undefined): Post {
  if (!about) throw new Error('this is about no post')
  return about
}

const DEEDS: Deed[] = [
  {
    says: 'likes his post',
    row: 'Ana liked your post',
    before: bensPost,
    does: (ana, _, about) => like(ana, known(about)),
  },
  {
    says: 'comments on it',
    row: 'Ana commented on your post',
    before: bensPost,
    does: (ana, _, about) => comment(ana, known(about), 'At last!'),
  },
  {
    says: 'answers where he said something',
    row: 'Ana replied in a conversation of yours',
    before: async (_, ben, cleo) => {
      const about = await post(cleo, 'Who has seen my cat?')
      await comment(ben, about, 'Not me')
      return about
    },
    does: (ana, _, about) => comment(ana, known(about), 'I have'),
  },
  {
    says: 'mentions him in a post',
    row: 'Ana mentioned you',
    does: (ana, ben) => post(ana, `Thank you, @${ben.handle}!`),
  },
  {
    says: 'mentions him in a comment',
    row: 'Ana mentioned you in a comment',
    before: (_, __, cleo) => post(cleo, 'Who has seen my cat?'),
    does: (ana, ben, about) => comment(ana, known(about), `Ask @${ben.handle}`),
  },
  { says: 'follows him', row: 'Ana started following you', does: (ana, ben) => follow(ana, ben) },
  {
    says: 'wants to be his friend',
    row: 'Ana wants to be your friend',
    does: (ana, ben) => requestFriendship(ana, ben),
  },
  {
    says: 'accepts his request',
    row: 'Ana accepted your friend request',
    before: async (ana, ben) => {
      await requestFriendship(ben, ana)
      return post(ben, 'Waiting')
    },
    does: (ana, ben) => requestFriendship(ana, ben),
  },
  {
    says: 'posts, for whom he has switched the bell on',
    row: 'Ana posted something new',
    before: async (ana, ben) => {
      await follow(ben, ana, { notify: true })
      return post(ben, 'Waiting')
    },
    does: (ana) => post(ana, 'Bread is ready'),
  },
  {
    says: 'arrives at a place, as a friend of his',
    row: 'Ana is eating at Aurora',
    before: async (ana, ben) => {
      await befriendUnnoticed(ben, ana)
      return post(ben, 'Waiting')
    },
    does: async (ana) => {
      const { id: placeId } = await createPlace(ana, { name: `Aurora ${ana.handle}` })
      await post(ana, '', { activity: { verb: 'ate_at', placeId } })
    },
  },
]

test.describe('The bell rings in Ben’s browser', () => {
  for (const { says, row, before, does } of DEEDS) {
    test(`when Ana ${says}`, async ({ join }) => {
      const [ana, ben] = [await join('Ana'), await join('Ben')]
      await watchAppBadge(ben)
      const about = await before?.(ana, ben, await join('Cleo'))
      await openFeed(ben)
      await expectBadge(ben.page, 0)
      await does(ana, ben, about)
      await expectBadge(ben.page, 1)
      await expectAppBadge(ben.page, 1)
      await openPanel(ben.page)
      await expect(rows(ben.page).first()).toHaveAccessibleName(new RegExp(`^Unread: ${row}`))
      await expectBadge(ben.page, 0)
      await expectAppBadge(ben.page, 0)
    })
  }

  test('and shows nothing any more when Ana takes her like back', async ({ join }) => {
    const [ana, ben] = [await join('Ana'), await join('Ben')]
    const about = await bensPost(ana, ben)
    await openFeed(ben)
    await like(ana, about)
    await expectBadge(ben.page, 1)
    await unlike(ana, about)
    await expectBadge(ben.page, 0)
    await bell(ben.page).click()
    await expect(panel(ben.page).getByRole('heading', { name: 'You are all caught up' })).toBeVisible()
  })
})

test('a conversation that Ben has muted does not ring, except when somebody mentions him', async ({ join }) => {
  const [ana, ben] = [await join('Ana'), await join('Ben')]
  const about = await bensPost(ana, ben)
  await openFeed(ben)
  await ben.page.getByRole('button', { name: 'More about the post by Ben' }).click()
  await answered(ben.page, 'PUT /mute', () =>
    ben.page.getByRole('menuitem', { name: 'Mute this conversation' }).click(),
  )
  await comment(ana, about, 'At last!')
  await comment(ana, about, `Is she well, @${ben.handle}?`)
  await expectBadge(ben.page, 1)
  await openPanel(ben.page)
  await expect(rows(ben.page)).toHaveAccessibleName('Unread: Ana mentioned you in a comment')
})

test('on a phone the bell is at the bottom, and leads to the page', async ({ join }) => {
  const [ana, ben] = [await join('Ana'), await join('Ben', { viewport: { width: 390, height: 780 } })]
  await openFeed(ben)
  await follow(ana, ben)
  await expectBadge(ben.page, 1)
  await expect(ben.page.getByRole('status').filter({ hasText: '1 new notification' })).toHaveCount(1)
  await ben.page.getByRole('link', { name: 'Friends' }).click()
  await expect(ben.page).toHaveTitle(/^\(1\) Friends/)
  await bell(ben.page).click()
  await expect(ben.page).toHaveURL('/notifications')
  await expect(rows(ben.page)).toHaveAccessibleName('Unread: Ana started following you')
  await expectBadge(ben.page, 0)
})

test('eight tabs of one browser share one stream, and all of them show the badge', async ({ join }) => {
  test.setTimeout(60_000)
  const [ana, ben] = [await join('Ana'), await join('Ben')]
  const about = await bensPost(ana, ben)
  const asked = watchRequests(ben.context)
  const tabs = await openTabs(ben, 8)
  await like(ana, about)
  for (const tab of tabs) await expectBadge(tab, 1)
  await openPanel(ben.page)
  for (const tab of tabs) await expectBadge(tab, 0, OWN_SCREENS)
  expect(asked.filter((path) => path === '/api/stream')).toHaveLength(1)
})
