import { endSessions, like, post, postMany } from '../support/acts'
import { articles, expectNew, openFeed, openTabs, pill } from '../support/feed-page'
import { expectSameAsFeed, STREAM, village, watchRequests } from '../support/live-page'
import { expectLikes } from '../support/post-page'
import { expect, test } from '../support/support'

test.describe('Several tabs', () => {
  test('eight tabs share one stream, and all of them are live', async ({ join }) => {
    test.setTimeout(60_000)
    const [ana, ben] = await village(join)
    const asked = watchRequests(ben.context)
    const tabs = await openTabs(ben, 8)
    await post(ana, 'For every tab')
    for (const tab of tabs) await expectNew(tab, 1)
    expect(asked.filter((path) => path === '/api/stream')).toHaveLength(1)
  })

  test('when the tab that holds the stream closes, another takes over and misses nothing', async ({ join }) => {
    const [ana, ben] = await village(join)
    await openFeed(ben)
    const second = await ben.context.newPage()
    await second.goto('/')
    await post(ana, 'First')
    await expectNew(second, 1)
    const writing = postMany(ana, 5, (nth) => `Meanwhile ${nth}`)
    const takenOver = second.waitForRequest(STREAM)
    await ben.page.close()
    await takenOver
    await writing
    await expectNew(second, 6)
    await pill(second).click()
    await expectSameAsFeed({ ...ben, page: second })
  })

  test('the posts that another tab shows are reported to the new stream, and go on to be live', async ({ join }) => {
    const [ana, ben, cleo] = await village(join)
    const about = await post(cleo, 'Ben does not follow Cleo')
    await openFeed(ben)
    const second = await ben.context.newPage()
    const reported = () => second.waitForResponse((response) => response.url().endsWith('/view'))
    const first = reported()
    await second.goto(`/posts/${about.id}`)
    const connection = (await first).url()
    await like(ana, about)
    await expectLikes(second, 1)
    const again = reported()
    await ben.page.close()
    expect((await again).url()).not.toBe(connection)
    await like(cleo, about)
    await expectLikes(second, 2)
  })

  test('signing out in one tab signs out all tabs, and ends their streams', async ({ join, tolerate }) => {
    tolerate(/status of 401/)
    const [ana, ben] = await village(join)
    await openFeed(ben)
    const second = await ben.context.newPage()
    await second.goto('/settings')
    await expect(articles(ben.page).first()).toBeVisible()
    await second.getByRole('button', { name: 'Sign out', exact: true }).click()
    await expect(second.getByRole('link', { name: 'Sign in' }).first()).toBeVisible()
    await expect(ben.page.getByRole('link', { name: 'Sign in' }).first()).toBeVisible()
    await expect(ben.page.getByText('Story 8')).toHaveCount(0)
    const asked = watchRequests(ben.context)
    await post(ana, 'After')
    await expect(ben.page.getByRole('heading', { name: 'News of your people' })).toBeVisible()
    expect(asked).toEqual([])
  })

  test('a tab whose session is ended on another device leaves the feed within two seconds', async ({ join }) => {
    const [, ben] = await village(join)
    await openFeed(ben)
    await expect(articles(ben.page).first()).toBeVisible()
    await endSessions(ben)
    await expect(articles(ben.page)).toHaveCount(0, { timeout: 2000 })
  })
})
