import type { Route } from '@playwright/test'
import { befriend, block, comment, commentTexts, deletePost, follow, like, post, unfriend } from '../support/acts'
import { composer } from '../support/feed-page'
import { holdAnswers, takenIn } from '../support/late-answers'
import { commentBox, comments, likeButton, openPost, say } from '../support/post-page'
import { answered, expect, LIVE, type Member, signIn, test } from '../support/support'

const COMMENTS = /\/api\/posts\/\d+\/comments/

type Join = (name: string) => Promise<Member>

/** Ana has posted for everyone, and Ben has the page of it open. */
async function anaAndBenAtHerPost(join: Join) {
  const [ana, ben] = [await join('Ana'), await join('Ben')]
  const about = await post(ana, 'Bread is ready')
  await openPost(ben, about)
  return { ana, ben, about }
}

test.describe('A comment', () => {
  test('appears on the open page of the author, of a follower, and of a stranger', async ({ join }) => {
    const { ana, ben, about } = await anaAndBenAtHerPost(join)
    const [cleo, dan] = [await join('Cleo'), await join('Dan')]
    await follow(cleo, ana)
    for (const reader of [ana, cleo, dan]) await openPost(reader, about)
    await say(ben.page, 'I come!')
    for (const { page } of [ben, ana, cleo, dan]) {
      await expect(comments(page)).toHaveCount(1, LIVE)
      await expect(comments(page)).toHaveAccessibleName('Comment by Ben')
      await expect(comments(page)).toContainText('I come!')
      await expect(page.getByRole('button', { name: 'Comment, 1 comment' })).toBeVisible()
    }
    // In the other direction, and below the first. Pages wait between two readings of the comments.
    await say(dan.page, 'Me too')
    for (const { page } of [ana, ben, cleo, dan]) await expect(comments(page)).toHaveText([/I come!/, /Me too/])
  })

  test('reaches the friend whom the post is for, and nobody else', async ({ join, tolerate }) => {
    tolerate(/status of 404/)
    const [ana, ben, cleo] = [await join('Ana'), await join('Ben'), await join('Cleo')]
    await befriend(ana, ben)
    await befriend(ana, cleo)
    const about = await post(ana, 'Between us', { audience: 'friends' })
    for (const reader of [ben, cleo]) await openPost(reader, about)
    await unfriend(ana, cleo)
    await comment(ana, about, 'Only for Ben')
    await expect(comments(ben.page)).toContainText('Only for Ben', LIVE)
    await expect(cleo.page.getByText('Only for Ben')).toHaveCount(0)
    await cleo.page.reload()
    await expect(cleo.page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible()
  })

  test('shows at once while it is being sent, and once, although a page contains it before the answer', async ({
    join,
  }) => {
    const { ana, ben, about } = await anaAndBenAtHerPost(join)
    const answer = await holdAnswers(ben.page, 'POST /comments')
    const readAnew = takenIn(ben.page, 'GET /comments')
    await say(ben.page, 'I come!')
    const pending = ben.page.getByRole('article', { name: 'Your comment, being sent' })
    await expect(pending).toContainText('I come!')
    await expect(commentBox(ben.page)).toHaveValue('')
    await answer.answered
    // The page reads the newest comments: one of them is what the draft became.
    await readAnew
    await expect(ben.page.getByRole('button', { name: 'Comment, 1 comment' })).toBeVisible()
    await expect(comments(ben.page)).toHaveCount(1)
    await answer.release()
    await expect(comments(ben.page)).toHaveAccessibleName('Comment by Ben')
    await expect(comments(ben.page)).toHaveCount(1)
    expect(await commentTexts(ana, about)).toEqual(['I come!'])
  })

  test('that could not be sent waits, and becomes one comment as soon as it can', async ({ join, tolerate }) => {
    tolerate(/ERR_FAILED|Failed to load/)
    const { ben, about } = await anaAndBenAtHerPost(join)
    const keys = new Set<string | undefined>()
    let attempts: (route: Route) => Promise<void> = (route) => route.abort()
    await ben.page.route(COMMENTS, (route) => {
      // Reading fails, too: otherwise the page would find the comment that has arrived.
      if (route.request().method() !== 'POST') return route.abort()
      keys.add(route.request().headers()['idempotency-key'])
      return attempts(route)
    })
    await say(ben.page, 'I come!')
    const waiting = ben.page.getByRole('article', { name: 'Your comment, waiting to be sent' })
    await expect(waiting).toContainText('I come!')
    await expect(waiting).toContainText('cannot be reached')
    // Now it arrives, but its answer does not.
    attempts = async (route) => {
      await route.fetch()
      await route.abort()
    }
    await expect.poll(() => commentTexts(ben, about)).toEqual(['I come!'])
    await expect(waiting).toContainText('I come!')
    attempts = (route) => route.continue()
    await expect(comments(ben.page)).toHaveAccessibleName('Comment by Ben')
    await expect(comments(ben.page)).toHaveCount(1)
    expect([...keys]).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/)])
    expect(await commentTexts(ben, about)).toEqual(['I come!'])
  })

  test('on a post that is gone by then is not lost: its author finds it in the feed', async ({ join, tolerate }) => {
    tolerate(/status of 404|ERR_FAILED|Failed to load/)
    const { ana, ben, about } = await anaAndBenAtHerPost(join)
    await ben.page.route(COMMENTS, (route) => route.abort())
    await say(ben.page, 'I come!')
    await expect(comments(ben.page)).toHaveAccessibleName('Your comment, waiting to be sent')
    await deletePost(ana, about)
    await ben.page.unroute(COMMENTS)
    await ben.page.goto('/')
    const refused = ben.page.getByRole('article', { name: 'Your comment, not sent' })
    await expect(refused).toContainText('I come!')
    await refused.getByRole('button', { name: 'Take back' }).click()
    await expect(composer(ben.page)).toHaveValue('I come!')
    await expect(ben.page.getByRole('button', { name: 'For: Only me' })).toBeVisible()
    await expect(refused).toHaveCount(0)
  })

  test('of which only the answer was lost appears without a retry', async ({ join, tolerate }) => {
    tolerate(/ERR_FAILED|Failed to load/)
    const { ben, about } = await anaAndBenAtHerPost(join)
    await ben.page.route(COMMENTS, async (route) => {
      if (route.request().method() !== 'POST') return route.continue()
      await route.fetch()
      await route.abort()
    })
    await say(ben.page, 'I come!')
    await expect(ben.page.getByRole('article', { name: 'Comment by Ben' })).toBeVisible()
    await expect(comments(ben.page)).toHaveCount(1)
    expect(await commentTexts(ben, about)).toEqual(['I come!'])
  })

  test('that was sent with five clicks is one', async ({ join }) => {
    const { ben, about } = await anaAndBenAtHerPost(join)
    await commentBox(ben.page).fill('I come!')
    await ben.page.getByRole('button', { name: 'Send' }).evaluate((button: HTMLButtonElement) => {
      for (let nth = 0; nth < 5; nth++) button.click()
    })
    await expect(comments(ben.page)).toHaveAccessibleName('Comment by Ben')
    await expect(comments(ben.page)).toHaveCount(1)
    expect(await commentTexts(ben, about)).toEqual(['I come!'])
  })

  test('is deleted by its author or by the author of the post, and by nobody else', async ({ join }) => {
    const { ana, ben, about } = await anaAndBenAtHerPost(join)
    const cleo = await join('Cleo')
    await comment(cleo, about, 'By Cleo')
    await comment(ben, about, 'By Ben')
    for (const reader of [ana, ben, cleo]) await openPost(reader, about)
    await expect(ben.page.getByRole('button', { name: 'Delete the comment by Cleo' })).toHaveCount(0)
    await deleteOnScreen(ben, 'Ben')
    for (const { page } of [ben, ana, cleo]) await expect(comments(page)).toHaveText([/By Cleo/], LIVE)
    await deleteOnScreen(ana, 'Cleo')
    for (const { page } of [ana, ben, cleo]) {
      await expect(page.getByText('Be the first to say something.')).toBeVisible(LIVE)
      await expect(page.getByRole('button', { name: 'Comment', exact: true })).toBeVisible()
    }
    expect(await commentTexts(ana, about)).toEqual([])
  })

  async function deleteOnScreen({ page }: Member, by: string): Promise<void> {
    await page.getByRole('button', { name: `Delete the comment by ${by}` }).click()
    const remove = page.getByRole('dialog').getByRole('button', { name: 'Delete' })
    await answered(page, 'DELETE ', () => remove.click())
  }

  test('names people with links to their profiles', async ({ join }) => {
    const { ana, ben } = await anaAndBenAtHerPost(join)
    await say(ben.page, `Ask @${ana.handle}, not me@example.org`)
    await expect(comments(ben.page).locator('p').getByRole('link', { name: '@' })).toHaveText([`@${ana.handle}`])
    await comments(ben.page)
      .getByRole('link', { name: `@${ana.handle}` })
      .click()
    await expect(ben.page).toHaveURL(`/people/${ana.handle}`)
    await expect(ben.page.getByRole('heading', { name: 'Ana' })).toBeVisible()
  })
})

test.describe('Of a conversation', () => {
  test('Ben and Cleo see no comments by each other when one of them blocks the other', async ({ join }) => {
    const { ana, ben, about } = await anaAndBenAtHerPost(join)
    const cleo = await join('Cleo')
    await block(ben, cleo)
    await openPost(cleo, about)
    await comment(ben, about, 'By Ben')
    await comment(cleo, about, 'By Cleo')
    await comment(ana, about, 'By Ana')
    for (const page of [ben.page, cleo.page]) await expect(comments(page)).toHaveCount(2, LIVE)
    await expect(comments(ben.page)).toHaveText([/By Ben/, /By Ana/])
    await expect(comments(cleo.page)).toHaveText([/By Cleo/, /By Ana/])
    await cleo.page.reload()
    await expect(comments(cleo.page)).toHaveText([/By Cleo/, /By Ana/])
  })

  test('a visitor sees comments and numbers, and is led to sign in and back', async ({ join, page }) => {
    const { ana, ben, about } = await anaAndBenAtHerPost(join)
    await like(ben, about)
    await comment(ben, about, 'I come!')
    await page.goto(`/posts/${about.id}`)
    await expect(comments(page)).toContainText('I come!')
    await expect(page.getByRole('link', { name: 'Comment, 1 comment. Sign in to comment' })).toBeVisible()
    await expect(commentBox(page)).toHaveCount(0)
    await expect(likeButton(page)).toHaveCount(0)
    await page.getByRole('link', { name: 'Like, 1 like. Sign in to like' }).click()
    await expect(page).toHaveURL(`/sign-in?next=${encodeURIComponent(`/posts/${about.id}`)}&why=like`)
    await signIn(page, ana.email)
    await expect(page).toHaveURL(`/posts/${about.id}`)
    await expect(likeButton(page)).toBeVisible()
  })
})
