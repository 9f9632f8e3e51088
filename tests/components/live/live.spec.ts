import { befriend, createPlace, feedTexts, follow, post } from '../support/acts'
import { articles, expectNew, openFeed, pill } from '../support/feed-page'
import { village, watchRequests } from '../support/live-page'
import { expect, type Member, test } from '../support/support'

/** Neither the stream nor any page shows it. */
async function expectHidden({ page }: Member, author: Member, text: string): Promise<void> {
  await expectNew(page, 0)
  await expect(page.getByText(text)).toHaveCount(0)
  for (const path of ['/', `/people/${author.handle}`, '/places']) {
    await page.goto(path)
    await expect(page.getByRole('main')).toBeVisible()
    await expect(page.getByText(text)).toHaveCount(0)
  }
}

test.describe('A post reaches those who may see it', () => {
  test('Ana posts: Ben’s page shows it without a request, and Cleo’s page does not', async ({ join }) => {
    const [ana, ben, cleo] = await village(join)
    await Promise.all([openFeed(ben), openFeed(cleo)])
    const [askedByBen, askedByCleo] = [watchRequests(ben.context), watchRequests(cleo.context)]
    await post(ana, 'Bread is ready')
    await expectNew(ben.page, 1)
    expect(askedByBen).toEqual([])
    await pill(ben.page).click()
    await expect(articles(ben.page).first()).toContainText('Bread is ready')
    expect(askedByBen).toEqual([])

    await expectNew(cleo.page, 0)
    expect(askedByCleo).toEqual([])
    await cleo.page.goto('/')
    await expect(cleo.page.getByText('Bread is ready')).toHaveCount(0)
    expect(await feedTexts(cleo)).toEqual([])
  })

  test('a check-in reaches them in the same way', async ({ join }) => {
    const [ana, ben, cleo] = await village(join)
    await Promise.all([openFeed(ben), openFeed(cleo)])
    const asked = watchRequests(ben.context)
    const name = `Aurora ${ana.handle}`
    const { id: placeId } = await createPlace(ana, { name })
    await post(ana, '', { activity: { verb: 'ate_at', placeId } })
    await expectNew(ben.page, 1)
    expect(asked).toEqual([])
    await pill(ben.page).click()
    await expect(articles(ben.page).first()).toContainText(`is eating at ${name}`)
    await expectNew(cleo.page, 0)
    expect(await feedTexts(cleo)).toEqual([])
  })

  test('a post for friends reaches the friend and not the follower, on no page', async ({ join }) => {
    const [ana, ben, cleo] = await village(join)
    await befriend(ana, ben)
    await follow(cleo, ana)
    await Promise.all([openFeed(ben), openFeed(cleo)])
    const text = 'Only between us'
    await post(ana, text, { audience: 'friends' })
    await expectNew(ben.page, 1)
    await pill(ben.page).click()
    await expect(articles(ben.page).first()).toContainText(text)
    await expectHidden(cleo, ana, text)

    // The stream of both works: the next one is for everyone.
    await openFeed(cleo)
    await post(ana, 'For all')
    await expectNew(cleo.page, 1)
    await expectNew(ben.page, 1)
  })
})
