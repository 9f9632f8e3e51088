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
  const profile = await ana.context.newPage()
  await profile.goto('/settings')
  await profile.getByLabel('About you').fill('Half a sentence')
  // As somebody who answers "Stay" to the question of the browser.
  profile.on('dialog', (dialog) => dialog.dismiss())
  const second = await ana.context.newPage()
  await second.goto('/settings')
  await second.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(ana.page.getByRole('heading', { name: 'News of your people' })).toBeVisible()
  await expect(articles(ana.page)).toHaveCount(0)
  await expect(ana.page.getByText('Half a post')).toHaveCount(0)
  await expect(profile.getByLabel('About you')).toHaveCount(0)
  await expect(profile).toHaveURL(/sign-in/)
})

test('what Ana was writing about herself is offered after she has left the page, and after her session has ended', async ({
  join,
  tolerate,
}) => {
  tolerate(/status of 401/)
  const ana = await join('Ana')
  const { page } = ana
  const bio = page.getByLabel('About you')
  await page.goto('/settings')
  await bio.fill('Bakes bread')
  const settings = page.getByRole('navigation', { name: 'Settings' })
  await settings.getByRole('link', { name: 'Devices' }).click()
  await expect(bio).toHaveCount(0)
  await settings.getByRole('link', { name: 'Profile' }).click()
  await page.getByRole('button', { name: 'Put back' }).click()
  await expect(bio).toHaveValue('Bakes bread')

  await endSessions(ana)
  await expect(page.getByRole('textbox', { name: 'Your edit' })).toHaveValue('Bakes bread')
  await signIn(page, ana.email)
  await page.getByRole('button', { name: 'Put back' }).click()
  await page.getByRole('button', { name: 'Save profile' }).click()
  await expect(page.getByText('Your profile is saved.')).toBeVisible()
  await page.reload()
  await expect(bio).toHaveValue('Bakes bread')
  await expect(page.getByRole('button', { name: 'Put back' })).toHaveCount(0)
})
