import type { Post } from '@/lib/shared/views'
import { befriend, befriendUnnoticed, follow, post, relationOf, requestFriendship, unfriend } from '../support/acts'
import { bell, expectBadge, openPanel, rows, rowThat } from '../support/bell-page'
import { articles, articleWith, openFeed, openLive } from '../support/feed-page'
import { answered, expect, LIVE, type Member, test } from '../support/support'

type Join = (name: string) => Promise<Member>

const ASKS = 'Ana wants to be your friend'

/** Ana looks at Ben's profile, and Ben at his notifications. */
async function anaAtBensProfile(join: Join): Promise<[ana: Member, ben: Member]> {
  const [ana, ben] = [await join('Ana'), await join('Ben')]
  await Promise.all([openLive(ana, `/people/${ben.handle}`), openLive(ben, '/notifications')])
  return [ana, ben]
}

async function askOnScreen({ page }: Member): Promise<void> {
  await answered(page, 'PUT /friendship', () => page.getByRole('button', { name: 'Add friend' }).click())
  await expect(page.getByRole('button', { name: 'Request sent' })).toBeVisible()
}

test.describe('A friend request', () => {
  test('is accepted in its row: it goes, and Ana’s bell rings', async ({ join }) => {
    const [ana, ben] = await anaAtBensProfile(join)
    await askOnScreen(ana)
    await expect(rowThat(ben.page, ASKS)).toBeVisible(LIVE)
    await ben.page.getByRole('button', { name: 'Accept Ana' }).click()
    await expect(ben.page.getByText(`You and Ana (@${ana.handle}) are friends now.`)).toBeVisible()
    await expect(rows(ben.page)).toHaveCount(0, LIVE)
    await expectBadge(ana.page, 1)
    await openPanel(ana.page)
    await expect(rows(ana.page)).toHaveAccessibleName('Unread: Ben accepted your friend request')
    await rows(ana.page).getByRole('link').click()
    await expect(ana.page).toHaveURL(`/people/${ben.handle}`)
    await ana.page.reload()
    await expect(ana.page.getByRole('button', { name: 'Friends', exact: true })).toBeVisible()
    await ben.page.goto('/friends')
    await expect(ben.page.getByRole('list', { name: 'Your friends' }).getByText(`@${ana.handle}`)).toBeVisible()
  })

  test('is accepted in the panel, with the keyboard', async ({ join }) => {
    const [ana, ben] = [await join('Ana'), await join('Ben')]
    await requestFriendship(ana, ben)
    await openFeed(ben)
    const { page } = ben
    await openPanel(page)
    await page.keyboard.press('j')
    await expect(rows(page)).toBeFocused()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await expect(page.getByRole('button', { name: 'Accept Ana' })).toBeFocused()
    await answered(page, 'PUT /friendship', () => page.keyboard.press('Enter'))
    await expect(rows(page)).toHaveCount(0, LIVE)
    expect(await relationOf(ben, ana)).toMatchObject({ friendship: 'friends' })
  })

  test('is declined in its row: it goes, Ana’s bell does not ring, and she may ask again, in silence', async ({
    join,
  }) => {
    const [ana, ben] = await anaAtBensProfile(join)
    await askOnScreen(ana)
    await expect(rowThat(ben.page, ASKS)).toBeVisible(LIVE)
    await answered(ben.page, 'DELETE /friendship', () => ben.page.getByRole('button', { name: 'Decline Ana' }).click())
    await expect(rows(ben.page)).toHaveCount(0, LIVE)

    await ana.page.reload()
    await expectBadge(ana.page, 0)
    await askOnScreen(ana)
    // A row that comes later shows that hers does not come.
    await follow(await join('Cleo'), ben)
    await expect(rows(ben.page)).toHaveCount(1, LIVE)
    await expect(rowThat(ben.page, ASKS)).toHaveCount(0)
    await expectBadge(ana.page, 0)
    await ben.page.goto('/friends')
    await expect(ben.page.getByRole('list', { name: 'Friend requests' }).getByText(`@${ana.handle}`)).toBeVisible()
  })

  test('that could not be answered stays, with Retry', async ({ join, tolerate }) => {
    tolerate(/ERR_FAILED|Failed to load/)
    const [ana, ben] = await anaAtBensProfile(join)
    await askOnScreen(ana)
    await ben.page.route('**/friendship', (route) => route.abort(), { times: 1 })
    await ben.page.getByRole('button', { name: 'Accept Ana' }).click()
    await expect(ben.page.getByText('cannot be reached')).toBeVisible()
    await expect(ben.page.getByRole('button', { name: 'Decline Ana' })).toBeVisible()
    await ben.page.getByRole('button', { name: 'Retry' }).click()
    await expect(rows(ben.page)).toHaveCount(0)
    await expectBadge(ana.page, 1)
  })

  test('is withdrawn: its row and its badge go on all of Ben’s screens', async ({ join, onAnotherDevice }) => {
    const [ana, ben] = [await join('Ana'), await join('Ben')]
    const another = await onAnotherDevice(ben)
    await Promise.all([openLive(ana, `/people/${ben.handle}`), openFeed(ben)])
    await askOnScreen(ana)
    await expectBadge(ben.page, 1)
    await openLive(another, '/notifications?filter=unread')
    await expect(rowThat(another.page, ASKS)).toBeVisible()
    await ana.page.getByRole('button', { name: 'Request sent' }).click()
    await ana.page.getByRole('menuitem', { name: 'Withdraw request' }).click()
    await expect(rows(another.page)).toHaveCount(0, LIVE)
    await expectBadge(ben.page, 0)
    await bell(ben.page).click()
    await expect(ben.page.getByRole('heading', { name: 'You are all caught up' })).toBeVisible()
  })
})

test.describe('A friendship', () => {
  test('that ends takes what is for friends from both open feeds, and its row from the bell', async ({ join }) => {
    const [ana, ben] = [await join('Ana'), await join('Ben')]
    await befriend(ana, ben)
    const shared: [Post, Post] = [
      await post(ana, 'Ana to her friends', { audience: 'friends' }),
      await post(ben, 'Ben to his friends', { audience: 'friends' }),
    ]
    await Promise.all([openFeed(ben), openLive(ana, '/notifications')])
    await expect(rowThat(ana.page, 'Ben accepted your friend request')).toBeVisible()
    await expect(articles(ben.page)).toHaveCount(shared.length)
    const anasFeed = await ana.context.newPage()
    await anasFeed.goto('/')
    await expect(articles(anasFeed)).toHaveCount(shared.length)

    await unfriend(ben, ana)
    await expect(rowThat(ana.page, 'Ben accepted your friend request')).toHaveCount(0, LIVE)
    await expect(articleWith(ben.page, 'Ana to her friends')).toHaveCount(0)
    await expect(articleWith(anasFeed, 'Ben to his friends')).toHaveCount(0)
    await expect(articles(anasFeed)).toHaveCount(1)
  })

  test('that begins brings what is for friends into both feeds', async ({ join }) => {
    const [ana, ben] = [await join('Ana'), await join('Ben')]
    await post(ana, 'Ana to her friends', { audience: 'friends' })
    await openFeed(ben)
    await expect(ben.page.getByRole('heading', { name: 'Your feed begins here' })).toBeVisible()
    await befriendUnnoticed(ben, ana)
    await openFeed(ben)
    await expect(articleWith(ben.page, 'Ana to her friends')).toHaveCount(1)
  })
})

test('open pages follow when a request comes, is accepted, and the friendship ends', async ({ join }) => {
  const [ana, ben] = await anaAtBensProfile(join)
  await openLive(ben, '/friends')
  await expect(ben.page.getByText('No requests are waiting')).toBeVisible()
  await askOnScreen(ana)
  await expect(ben.page.getByRole('list', { name: 'Friend requests' }).getByText(`@${ana.handle}`)).toBeVisible(LIVE)
  await requestFriendship(ben, ana)
  await expect(ana.page.getByRole('button', { name: 'Friends', exact: true })).toBeVisible(LIVE)
  await expect(ben.page.getByRole('list', { name: 'Your friends' }).getByText(`@${ana.handle}`)).toBeVisible(LIVE)
  await unfriend(ben, ana)
  await expect(ana.page.getByRole('button', { name: 'Friends', exact: true })).toBeHidden(LIVE)
})
