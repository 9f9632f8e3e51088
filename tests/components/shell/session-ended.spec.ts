import { endSessions, post } from '../support/acts'
import { articles, composer, openFeed } from '../support/feed-page'
import { commentBox, openPost, say } from '../support/post-page'
import { expect, signIn, test } from '../support/support'

test('a session that ends on another device: the page says so, keeps what Ana was writing, and leads her back to it', async ({
  join,
  tolerate,
}) => {
  tolerate(/status of 401/)
  const ana = await join('Ana')
  const about = await post(ana, 'Bread is ready')
  await openPost(ana, about)
  await commentBox(ana.page).fill('Half a comment')
  const feed = await ana.context.newPage()
  await feed.goto('/')
  await composer(feed).fill('Half a post')

  await endSessions(ana)
  for (const page of [ana.page, feed]) {
    await expect(page.getByRole('heading', { name: 'You are signed out' })).toBeVisible({ timeout: 2_000 })
    await expect(page.getByText('Bread is ready')).toHaveCount(0)
    const kept = page.getByRole('region', { name: 'What you were writing' })
    await expect(kept.getByRole('textbox', { name: 'Your post' })).toHaveValue('Half a post')
    await expect(kept.getByRole('textbox', { name: 'Your comment' })).toHaveValue('Half a comment')
  }

  await signIn(ana.page, ana.email)
  await expect(ana.page).toHaveURL(`/posts/${about.id}`)
  await expect(commentBox(ana.page)).toHaveValue('Half a comment')
  // The other tab is hers again as soon as she looks at it.
  await feed.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  await expect(composer(feed)).toHaveValue('Half a post')
})

test('where no stream tells, the next request of the page does', async ({ join, tolerate }) => {
  tolerate(/status of 401|ERR_FAILED|Failed to load/)
  const ana = await join('Ana')
  const about = await post(ana, 'Bread is ready')
  await ana.page.route('**/api/stream*', (route) => route.abort())
  await ana.page.goto(`/posts/${about.id}`)
  await endSessions(ana)
  await say(ana.page, 'Too late')
  await expect(ana.page.getByRole('heading', { name: 'You are signed out' })).toBeVisible()
  await expect(ana.page.getByRole('textbox', { name: 'Your comment' })).toHaveValue('Too late')
})

test('a tab that signs out on purpose shows nobody what was being written in another', async ({ join, tolerate }) => {
  tolerate(/status of 401/)
  const ana = await join('Ana')
  await post(ana, 'Bread is ready')
  await openFeed(ana)
  await composer(ana.page).fill('Half a post')
  const second = await ana.context.newPage()
  await second.goto('/settings')
  await second.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(ana.page.getByRole('heading', { name: 'News of your people' })).toBeVisible()
  await expect(articles(ana.page)).toHaveCount(0)
  await expect(ana.page.getByText('Half a post')).toHaveCount(0)
})
