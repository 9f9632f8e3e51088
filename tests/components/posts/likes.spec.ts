import { block, edit, follow, like, post, readPost } from '../support/acts'
import { articles, articleWith, openFeed } from '../support/feed-page'
import { holdAnswers } from '../support/late-answers'
import { commentBox, expectLikes, likeButton, likeCount, openPost } from '../support/post-page'
import { expect, LIVE, test } from '../support/support'

const LIKE = '**/api/posts/*/like'

test.describe('Liking a post', () => {
  test('shows within a tenth of a second, before the answer, and counts on Ana’s screen', async ({ join }) => {
    const [ana, ben] = [await join('Ana'), await join('Ben')]
    await follow(ben, ana)
    const about = await post(ana, 'Bread is ready')
    await Promise.all([openPost(ana, about), openFeed(ben)])
    const answer = await holdAnswers(ben.page, 'PUT /like')
    const ms = await likeButton(articleWith(ben.page, 'Bread is ready')).evaluate(
      async (element: HTMLButtonElement) => {
        const began = performance.now()
        element.click()
        while (element.getAttribute('aria-pressed') !== 'true') await new Promise(requestAnimationFrame)
        return performance.now() - began
      },
    )
    expect(ms).toBeLessThan(100)
    await expect(likeButton(articleWith(ben.page, 'Bread is ready'))).toHaveAccessibleName('Like, 1 like')
    await answer.answered
    await expectLikes(ana.page, 1, LIVE)
    // Ben has received the frames of the like and of the edit, in this order, and the like is not counted twice.
    await edit(ana, about, { text: 'Bread is gone' })
    const button = likeButton(articleWith(ben.page, 'Bread is gone'))
    await expect(button).toHaveAccessibleName('Like, 1 like')
    await answer.release()
    await expect(button).toHaveAccessibleName('Like, 1 like')
    await ben.page.reload()
    await expect(button).toHaveAttribute('aria-pressed', 'true')
    await expect(button).toHaveAccessibleName('Like, 1 like')
  })

  for (const [presses, liked] of [
    [2, false],
    [3, true],
  ] as const) {
    test(`${presses} fast presses end ${liked ? 'liked' : 'not liked'}, here and on Ana’s screen`, async ({ join }) => {
      const [ana, ben] = [await join('Ana'), await join('Ben')]
      const about = await post(ana, 'Bread is ready')
      await Promise.all([openPost(ana, about), openPost(ben, about)])
      // Two presses may end where they began, without a request.
      const settled =
        liked &&
        ben.page.waitForResponse(
          (response) => response.url().endsWith('/like') && response.request().method() === 'PUT',
        )
      await likeButton(ben.page).evaluate((button: HTMLButtonElement, times) => {
        for (let nth = 0; nth < times; nth++) button.click()
      }, presses)
      await settled
      await expect(likeButton(ben.page)).toHaveAttribute('aria-pressed', String(liked))
      await expect.poll(async () => (await readPost(ben, about)).likeCount).toBe(liked ? 1 : 0)
      for (const { page } of [ana, ben]) await expectLikes(page, liked ? 1 : 0)
    })
  }

  test('that fails is taken back, and Retry tries again', async ({ join, tolerate }) => {
    tolerate(/ERR_FAILED|Failed to load/)
    const [ana, ben] = [await join('Ana'), await join('Ben')]
    const about = await post(ana, 'Bread is ready')
    await openPost(ben, about)
    await ben.page.route(LIKE, (route) => route.abort())
    await likeButton(ben.page).click()
    await expect(ben.page.getByText('cannot be reached')).toBeVisible()
    await expect(likeButton(ben.page)).toHaveAttribute('aria-pressed', 'false')
    await expectLikes(ben.page, 0)
    await ben.page.unroute(LIKE)
    await ben.page.getByRole('button', { name: 'Retry' }).click()
    await expect(likeButton(ben.page)).toHaveAttribute('aria-pressed', 'true')
    await expectLikes(ben.page, 1)
    await expect.poll(() => readPost(ben, about)).toMatchObject({ likeCount: 1, viewer: { liked: true } })
  })

  test('is the same in all tabs of one browser, and on the other device', async ({ join, onAnotherDevice }) => {
    const [ana, ben] = [await join('Ana'), await join('Ben')]
    await follow(ben, ana)
    const about = await post(ana, 'Bread is ready')
    const another = await onAnotherDevice(ben)
    await Promise.all([openFeed(ben), openPost(another, about)])
    const second = await ben.context.newPage()
    await second.goto(`/posts/${about.id}`)
    await likeButton(articles(ben.page)).click()
    await expect(likeButton(second)).toHaveAttribute('aria-pressed', 'true', LIVE)
    await expectLikes(second, 1, LIVE)
    await expectLikes(another.page, 1, LIVE)
  })
})

test.describe('Who likes a post', () => {
  test('is listed, the latest first, with a link to each of them', async ({ join }) => {
    const [ana, ben, cleo] = [await join('Ana'), await join('Ben'), await join('Cleo')]
    const about = await post(ana, 'Bread is ready')
    await like(ben, about)
    await like(cleo, about)
    await openPost(ana, about)
    await likeCount(ana.page).click()
    const people = ana.page.getByRole('dialog', { name: 'Liked by' }).getByRole('listitem')
    await expect(people).toHaveText([new RegExp(`@${cleo.handle}`), new RegExp(`@${ben.handle}`)])
    await people.first().getByRole('link', { name: 'Cleo' }).click()
    await expect(ana.page).toHaveURL(`/people/${cleo.handle}`)
  })

  test('leaves out people whom Ben has blocked, and leaves out Ben for them; the number says the same', async ({
    join,
  }) => {
    const [ana, ben, cleo] = [await join('Ana'), await join('Ben'), await join('Cleo')]
    const about = await post(ana, 'Bread is ready')
    await like(ben, about)
    await like(cleo, about)
    await block(ben, cleo)
    for (const [reader, others] of [
      [ben, ['Ben']],
      [cleo, ['Cleo']],
      [ana, ['Cleo', 'Ben']],
    ] as const) {
      await openPost(reader, about)
      await expectLikes(reader.page, others.length)
      await likeCount(reader.page).click()
      const people = reader.page.getByRole('dialog', { name: 'Liked by' }).getByRole('listitem')
      await expect(people).toHaveText(others.map((name) => new RegExp(name)))
    }
  })
})

test.describe('The keys', () => {
  test('l likes and unlikes the post with the focus, r leads to the form for a comment', async ({ join }) => {
    const [ana, ben] = [await join('Ana'), await join('Ben')]
    await follow(ben, ana)
    const about = await post(ana, 'Bread is ready')
    await post(ana, 'And cake')
    await openFeed(ben)
    const { page } = ben
    const [first, second] = [articleWith(page, 'And cake'), articleWith(page, 'Bread is ready')]
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await expect(second).toBeFocused()
    await page.keyboard.press('l')
    await expect(likeButton(second)).toHaveAttribute('aria-pressed', 'true')
    await expect(likeButton(first)).toHaveAttribute('aria-pressed', 'false')
    await expect(second).toBeFocused()
    await expect.poll(async () => (await readPost(ben, about)).likeCount).toBe(1)
    await page.keyboard.press('l')
    await expect(likeButton(second)).toHaveAttribute('aria-pressed', 'false')
    await expect.poll(async () => (await readPost(ben, about)).likeCount).toBe(0)

    await page.keyboard.press('r')
    await expect(commentBox(page)).toBeFocused()
    await expect(page).toHaveURL(`/posts/${about.id}`)
  })
})
