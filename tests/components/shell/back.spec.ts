import { follow, post } from '../support/acts'
import { articleWith, openFeed } from '../support/feed-page'
import { expect, test } from '../support/support'

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

test('on a phone an arrow leads back within the site, and to the parent page when Ben came from elsewhere', async ({
  join,
}) => {
  const [ana, ben] = [await join('Ana'), await join('Ben', PHONE)]
  await follow(ben, ana)
  const { id } = await post(ana, 'Hello.')
  const { page } = ben
  const back = page.getByRole('link', { name: 'Back', exact: true })
  await openFeed(ben)
  await expect(back).toHaveCount(0)
  await articleWith(page, 'Hello.').getByRole('link', { name: 'Ana', exact: true }).tap()
  await expect(page).toHaveURL(`/people/${ana.handle}`)
  await page.getByRole('link', { name: 'Followers' }).tap()
  await expect(page).toHaveURL(`/people/${ana.handle}/followers`)
  const entries = await page.evaluate(() => window.history.length)
  await back.tap()
  await expect(page).toHaveURL(`/people/${ana.handle}`)
  await back.tap()
  await expect(page).toHaveURL('/')
  // It went back, and not on to the same page once more.
  expect(await page.evaluate(() => window.history.length)).toBe(entries)
  await expect(articleWith(page, 'Hello.')).toBeVisible()

  const parents = [
    [`/posts/${id}`, '/'],
    [`/people/${ana.handle}`, '/'],
    [`/people/${ana.handle}/followers`, `/people/${ana.handle}`],
    ['/settings/privacy', '/settings'],
    ['/settings', '/'],
  ] as const
  for (const [path, parent] of parents) {
    const tab = await ben.context.newPage()
    await tab.goto(path)
    await tab.getByRole('link', { name: 'Back', exact: true }).tap()
    await expect(tab, path).toHaveURL(parent)
    await tab.close()
  }
})

test('it skips the same page with another part of it, and the pages to sign in', async ({ join, openBrowser }) => {
  const ana = await join('Ana', PHONE)
  const { id } = await post(ana, 'Hello.')
  const { page } = ana
  await openFeed(ana)
  await articleWith(page, 'Hello.')
    .getByRole('link', { name: /^Comment/ })
    .tap()
  await expect(page.getByRole('textbox', { name: 'Write a comment' })).toBeFocused()
  await page.evaluate(() => window.history.pushState(null, '', '#comment-1'))
  await page.getByRole('link', { name: 'Back', exact: true }).tap()
  await expect(page).toHaveURL('/')

  // A visitor who came to sign in would be led there and at once back again.
  const visitor = await (await openBrowser(PHONE)).newPage()
  await visitor.goto(`/sign-in?next=/posts/${id}`)
  await visitor.evaluate((path) => window.location.assign(path), `/posts/${id}`)
  await expect(visitor.getByText('Hello.')).toBeVisible()
  await visitor.getByRole('link', { name: 'Back', exact: true }).tap()
  await expect(visitor).toHaveURL('/')
})

test('with a mouse there is no arrow: the browser has one', async ({ join }) => {
  const ana = await join('Ana')
  await ana.page.goto(`/people/${ana.handle}`)
  await expect(ana.page.getByRole('heading', { name: 'Ana' })).toBeVisible()
  await expect(ana.page.getByRole('link', { name: 'Back', exact: true })).toHaveCount(0)
})
