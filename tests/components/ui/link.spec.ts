import { post } from '../support/acts'
import { articleWith, openFeed } from '../support/feed-page'
import { expect, test } from '../support/support'

test('a link reads ahead when the pointer reaches it, opens a tab with Ctrl, and changes the page without a new document', async ({
  join,
}) => {
  const ana = await join('Ana')
  const { page } = ana
  const { id } = await post(ana, 'Bread is ready')
  await openFeed(ana)
  const link = articleWith(page, 'Bread is ready').locator(`a[href="/posts/${id}"]`).first()
  const ahead = page.waitForRequest(
    (request) => request.headers()['next-router-prefetch'] !== undefined && request.url().includes(`/posts/${id}`),
  )
  await link.hover()
  await ahead

  const opening = ana.context.waitForEvent('page')
  await link.click({ modifiers: ['ControlOrMeta'] })
  const tab = await opening
  await expect(tab).toHaveURL(`/posts/${id}`)
  await expect(page).toHaveURL('/')

  await page.evaluate(() => Object.assign(window, { sameDocument: true }))
  await link.click()
  await expect(page).toHaveURL(`/posts/${id}`)
  expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true)
})
