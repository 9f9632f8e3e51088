import type { Page } from '@playwright/test'
import { bellState, comment, createPlace, deletePost, follow, post, postMany, readFeed } from '../support/acts'
import { anaAndHerReader, articleWith, expectNew, openFeed, pill } from '../support/feed-page'
import { holdAnswers } from '../support/late-answers'
import { comments, openPost } from '../support/post-page'
import { expectRowAt, readDownTo, rowInSight } from '../support/reading'
import { expect, signIn, test } from '../support/support'

const ELSEWHERE = 'data:text/html,<h1>Another site</h1>'

async function openFriends(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Friends', exact: true }).first().click()
  await expect(page.getByRole('heading', { name: 'Friends', exact: true })).toBeVisible()
}

test.describe('The feed', () => {
  test('a reload leads Ben back to the post he was reading, with its focus; new ones wait behind the pill', async ({
    join,
  }) => {
    const [ana, ben] = await anaAndHerReader(join, 70)
    await openFeed(ben)
    await readDownTo(ben.page, 'Story 14.')
    await articleWith(ben.page, 'Story 14.').focus()
    const seen = await rowInSight(ben.page)
    await postMany(ana, 3, (nth) => `Meanwhile ${nth}`)
    await expectNew(ben.page, 3)

    await ben.page.reload()
    await expectRowAt(ben.page, seen)
    await expect(articleWith(ben.page, 'Story 14.')).toBeFocused()
    await expectNew(ben.page, 3)
  })

  test('after a reload, another site and a new visit lead him there, too', async ({ join }) => {
    const [ana, ben] = await anaAndHerReader(join, 70)
    await openFeed(ben)
    await readDownTo(ben.page, 'Story 14.')
    await articleWith(ben.page, 'Story 14.').focus()
    const seen = await rowInSight(ben.page)
    await postMany(ana, 3, (nth) => `Meanwhile ${nth}`)
    await ben.page.reload()
    await expectRowAt(ben.page, seen)

    await ben.page.goto(ELSEWHERE)
    await post(ana, 'Meanwhile 4')
    await ben.page.goBack()
    await expectRowAt(ben.page, seen)
    await expect(articleWith(ben.page, 'Story 14.')).toBeFocused()
    await expectNew(ben.page, 4)
    await openFriends(ben.page)
    await ben.page.reload()
    await ben.page.goBack()
    await expectRowAt(ben.page, seen)
    await post(ana, 'Meanwhile 5')
    await expectNew(ben.page, 5)
    await expectRowAt(ben.page, seen)

    const next = await ben.context.newPage()
    await ben.page.close()
    await next.goto('/')
    await expectRowAt(next, seen)
    await expectNew(next, 5)
    await pill(next).click()
    await expect(articleWith(next, 'Meanwhile 5')).toBeInViewport()
    await next.reload()
    await expect(articleWith(next, 'Meanwhile 5')).toBeInViewport()
  })

  test('when the post is gone, its neighbour stands where it stood', async ({ join }) => {
    const [ana, ben] = await anaAndHerReader(join, 50)
    await openFeed(ben)
    await readDownTo(ben.page, 'Story 12.')
    const seen = await rowInSight(ben.page)
    const { items } = await readFeed(ben)
    const gone = items.findIndex(({ id }) => id === seen.key)
    const [, neighbour] = items.slice(gone)
    if (!neighbour) throw new Error('Ben is at the end')
    const y = await ben.page.locator(`[data-key="${neighbour.id}"]`).evaluate((row) => row.getBoundingClientRect().top)
    await ben.page.goto(ELSEWHERE)
    await deletePost(ana, { id: seen.key })
    await ben.page.goBack()
    await expectRowAt(ben.page, { key: neighbour.id, y })
  })

  test('while older posts are on their way grey shapes stand for them, and a reader who scrolls wins', async ({
    join,
  }) => {
    const [, ben] = await anaAndHerReader(join, 60)
    await openFeed(ben)
    await readDownTo(ben.page, 'Story 5.')
    const older = await holdAnswers(ben.page, 'GET /feed')
    await ben.page.reload()
    await older.answered
    await expect(ben.page.getByRole('status', { name: 'Loading what you were reading' })).toBeInViewport()
    await ben.page.mouse.move(300, 300)
    await ben.page.mouse.wheel(0, -20_000)
    await expect.poll(() => ben.page.evaluate(() => window.scrollY)).toBe(0)
    await older.release()
    await expect(articleWith(ben.page, 'Story 60.')).toBeInViewport()
    expect(await ben.page.evaluate(() => window.scrollY)).toBe(0)
    await expect(ben.page.getByRole('status', { name: 'Loading what you were reading' })).toHaveCount(0)
  })

  test('what he was reading is not forgotten while it cannot be loaded, or when he leaves before it is', async ({
    join,
    tolerate,
  }) => {
    tolerate(/ERR_FAILED/)
    const [, ben] = await anaAndHerReader(join, 60)
    await openFeed(ben)
    await readDownTo(ben.page, 'Story 9.')
    const seen = await rowInSight(ben.page)
    const shapes = ben.page.getByRole('status', { name: 'Loading what you were reading' })

    await ben.page.route('**/api/feed?**', (route) => route.abort())
    const refused = ben.page.waitForEvent('requestfailed')
    await ben.page.reload()
    await refused
    await expect(shapes).toHaveCount(0)
    await expect(articleWith(ben.page, 'Story 60.')).toBeInViewport()
    await ben.page.unrouteAll({ behavior: 'wait' })

    const older = await holdAnswers(ben.page, 'GET /feed')
    await ben.page.reload()
    await older.answered
    await expect(shapes).toBeInViewport()
    await openFriends(ben.page)
    await ben.page.unrouteAll({ behavior: 'ignoreErrors' })
    await ben.page.goBack()
    await expectRowAt(ben.page, seen)
  })

  test('another person in the same browser begins at the top', async ({ join }) => {
    const [ana, ben] = await anaAndHerReader(join, 30)
    const cleo = await join('Cleo')
    await follow(cleo, ana)
    await openFeed(ben)
    await readDownTo(ben.page, 'Story 9.')
    await ben.context.clearCookies()
    await ben.context.addCookies(await cleo.context.cookies())
    await ben.page.goto('/')
    await expect(articleWith(ben.page, 'Story 30.')).toBeInViewport()
    await ben.page.keyboard.press('Shift')
    await expect(articleWith(ben.page, 'Story 30.')).toBeInViewport()
  })
})

test('on a profile: Back, a reload, another site, a new visit, and signing in again after the session was ended', async ({
  join,
}) => {
  const [ana, ben] = await anaAndHerReader(join, 50)
  const profile = `/people/${ana.handle}`
  await ben.page.goto(profile)
  await readDownTo(ben.page, 'Story 8.')
  const seen = await rowInSight(ben.page)
  const link = ben.page.locator(`[data-key="${seen.key}"] a:has(time)`)
  await link.click()
  // The shape of the page that is awaited has the heading, too.
  await expect(ben.page).toHaveURL(/\/posts\//)
  await expect(ben.page.getByRole('heading', { name: 'Post', exact: true })).toBeVisible()
  await ben.page.goBack()
  await expectRowAt(ben.page, seen)
  await expect(link).toBeFocused()
  await ben.page.reload()
  await expectRowAt(ben.page, seen)
  await expect(link).toBeFocused()
  await ben.page.goto(ELSEWHERE)
  await ben.page.goBack()
  await expectRowAt(ben.page, seen)
  await expect(link).toBeFocused()

  const next = await ben.context.newPage()
  await next.goto(profile)
  await expectRowAt(next, seen)
  // A link of the site leads to what is new, in another tab too.
  const tab = ben.context.waitForEvent('page')
  await next
    .locator(`main a[href="${profile}"]`)
    .last()
    .click({ modifiers: ['ControlOrMeta'] })
  const opened = await tab
  await expect(opened.locator('main li[data-key]').first()).toBeInViewport()
  await opened.keyboard.press('Shift')
  await expect(opened.locator('main li[data-key]').first()).toBeInViewport()
  await Promise.all([next.close(), opened.close()])

  await ben.context.clearCookies()
  await ben.page.goto(`/sign-in?next=${encodeURIComponent(profile)}`)
  await signIn(ben.page, ben.email)
  await expect(ben.page).toHaveURL(profile)
  await expectRowAt(ben.page, seen)
})

test('on the page of notifications: a reload, and Back from where one led', async ({ join }) => {
  const [ana, ben] = [await join('Ana'), await join('Ben')]
  for (let nth = 1; nth <= 45; nth++) await comment(ana, await post(ben, 'Bread'), `Story ${nth}.`)
  await expect.poll(async () => (await bellState(ben)).unread).toBe(45)
  await ben.page.goto('/notifications')
  await readDownTo(ben.page, 'Story 7.')
  const seen = await rowInSight(ben.page)
  await ben.page.reload()
  await expectRowAt(ben.page, seen)
  await ben.page.locator(`[data-key="${seen.key}"]`).getByRole('link').first().click()
  await expect(ben.page).toHaveURL(/\/posts\//)
  await expect(ben.page.getByRole('heading', { name: 'Post', exact: true })).toBeVisible()
  await ben.page.goBack()
  await expectRowAt(ben.page, seen)
})

test('in a conversation earlier comments are loaded again down to the one that was read, unless the address names another', async ({
  join,
}) => {
  const [ana, ben] = [await join('Ana'), await join('Ben')]
  const about = await post(ana, 'Bread is ready')
  const first = await comment(ana, about, 'Number 1.')
  for (let nth = 2; nth <= 65; nth++) await comment(ana, about, `Number ${nth}.`)
  await openPost(ben, about)
  for (const count of [40, 60]) {
    await ben.page.getByRole('button', { name: 'Show earlier comments' }).click()
    await expect(comments(ben.page)).toHaveCount(count)
  }
  await readDownTo(ben.page, 'Number 12.')
  const seen = await rowInSight(ben.page)
  const author = ben.page.locator(`[data-key="${seen.key}"] a`).first()
  await author.focus()
  await ben.page.reload()
  await expectRowAt(ben.page, seen)
  await expect(author).toBeFocused()
  await openFriends(ben.page)
  await ben.page.goBack()
  await expectRowAt(ben.page, seen)
  await author.focus()
  await ben.page.goto(ELSEWHERE)
  await ben.page.goBack()
  await expectRowAt(ben.page, seen)
  await expect(author).toBeFocused()

  const next = await ben.context.newPage()
  await ben.page.close()
  await next.goto(`/posts/${about.id}`)
  await expectRowAt(next, seen)
  await next.goto(ELSEWHERE)
  await next.goto(`/posts/${about.id}#comment-${first.id}`)
  await expect(next.getByText('Number 1.', { exact: true })).toBeInViewport()
  await expect(next.locator(`[data-key="${first.id}"] [tabindex="-1"]`)).toBeFocused()
})

test('in the list of places: Back, a reload and another site', async ({ join }) => {
  const ben = await join('Ben')
  for (let nth = 1; nth <= 45; nth++) await createPlace(ben, { name: `Corner ${nth} of ${ben.handle}` })
  await ben.page.goto('/places')
  await readDownTo(ben.page, `Corner 5 of ${ben.handle}`)
  const seen = await rowInSight(ben.page)
  const link = ben.page.locator(`[data-key="${seen.key}"]`).getByRole('link').first()
  await link.click()
  await expect(ben.page).toHaveURL(/\/places\/\d+/)
  await ben.page.goBack()
  await expectRowAt(ben.page, seen)
  await expect(link).toBeFocused()
  await ben.page.reload()
  await expectRowAt(ben.page, seen)
  await ben.page.goto(ELSEWHERE)
  await ben.page.goBack()
  await expectRowAt(ben.page, seen)
  await expect(link).toBeFocused()
})
