import type { Page } from '@playwright/test'
import { createPlace, follow, post } from '../support/acts'
import { articleWith, openFeed } from '../support/feed-page'
import { expect, type Member, test } from '../support/support'

/** Ben reads in his feed what Ana has written at a place. */
async function benReads(join: (name: string) => Promise<Member>) {
  const [ana, ben] = [await join('Ana'), await join('Ben')]
  await follow(ben, ana)
  const { id: placeId } = await createPlace(ana, { name: `Harbour ${ana.handle}` })
  const text = `Tea with @${ben.handle} and https://example.org/tea. ${'It goes on. '.repeat(12)}`
  const written = await post(ana, text, { activity: { verb: 'visited', placeId } })
  return { ana, ben, placeId, written, address: `/posts/${written.id}` }
}

const card = (page: Page) => page.getByRole('article').filter({ hasText: 'It goes on' })
/** A spot of the text of the post, far from its links. */
const inText = async (page: Page) => {
  const box = await card(page).getByText('It goes on').last().boundingBox()
  if (!box) throw new Error('the text is not on the screen')
  return { x: box.x + 40, y: box.y + box.height - 14 }
}

test('Ben opens a post by clicking it anywhere, in the feed, on a profile and on the page of a place', async ({
  join,
}) => {
  const { ana, ben, placeId, address } = await benReads(join)
  const { page } = ben
  for (const path of ['/', `/people/${ana.handle}`, `/places/${placeId}`]) {
    await page.goto(path)
    const { x, y } = await inText(page)
    await page.mouse.click(x, y)
    await expect(page, path).toHaveURL(address)
    await expect(page.getByRole('heading', { name: 'Conversation' })).toBeVisible()
    // On its own page it does not open once more.
    const entries = await page.evaluate(() => window.history.length)
    const again = await inText(page)
    await page.mouse.click(again.x, again.y)
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
    expect(await page.evaluate(() => window.history.length)).toBe(entries)
  }
})

test('a middle click and Ctrl with a click open it in a tab of its own, and the feed stays', async ({ join }) => {
  const { ben, address } = await benReads(join)
  const { page, context } = ben
  await openFeed(ben)
  const { x, y } = await inText(page)
  for (const open of [
    () => page.mouse.click(x, y, { button: 'middle' }),
    async () => {
      await page.keyboard.down('ControlOrMeta')
      await page.mouse.click(x, y)
      await page.keyboard.up('ControlOrMeta')
    },
  ]) {
    const [tab] = await Promise.all([context.waitForEvent('page'), open()])
    await expect(tab).toHaveURL(address)
    await tab.close()
  }
  await expect(page).toHaveURL('/')
})

test('what is a link, a button, a selection, a drag or a menu does what it does, and opens nothing', async ({
  join,
}) => {
  const { ana, ben } = await benReads(join)
  const { page } = ben
  await openFeed(ben)
  const stays = async () => {
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
    await expect(page).toHaveURL('/')
  }
  await card(page).getByRole('button', { name: /^Like/ }).click()
  await expect(card(page).getByRole('button', { name: /^Like/ })).toHaveAttribute('aria-pressed', 'true')
  await stays()

  const { x, y } = await inText(page)
  await page.mouse.click(x, y, { button: 'right' })
  await stays()
  await page.keyboard.press('Escape')

  // A selection by dragging, within one line.
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + 120, y, { steps: 4 })
  await page.mouse.up()
  expect(await page.evaluate(() => String(getSelection()))).not.toBe('')
  await stays()
  // The click that takes the selection away.
  await page.mouse.click(x + 60, y)
  expect(await page.evaluate(() => String(getSelection()))).toBe('')
  await stays()

  // A drag that selects nothing.
  const face = await card(page).boundingBox()
  if (!face) throw new Error('the post is not on the screen')
  await page.mouse.move(face.x + 30, face.y + face.height - 40)
  await page.mouse.down()
  await page.mouse.move(face.x + 34, face.y + face.height - 8, { steps: 4 })
  await page.mouse.up()
  await stays()

  await card(page)
    .getByRole('button', { name: /^More about/ })
    .click()
  await page.getByRole('menuitem', { name: 'Copy link' }).click()
  await expect(page.getByRole('menu')).toBeHidden()
  await stays()

  await card(page)
    .getByRole('link', { name: `@${ben.handle}` })
    .click()
  await expect(page).toHaveURL(`/people/${ben.handle}`)
  await page.goBack()
  await card(page).getByRole('link', { name: 'Ana', exact: true }).click()
  await expect(page).toHaveURL(`/people/${ana.handle}`)
})

test('Ana presses and selects in the dialog that edits her post, and it does not open', async ({ join }) => {
  const ana = await join('Ana')
  await post(ana, 'Half a sentence')
  await openFeed(ana)
  const { page } = ana
  await articleWith(page, 'Half a sentence')
    .getByRole('button', { name: /^More about/ })
    .click()
  await page.getByRole('menuitem', { name: 'Edit' }).click()
  const dialog = page.getByRole('dialog', { name: 'Edit post' })
  await dialog.getByRole('heading', { name: 'Edit post' }).click()
  await dialog.getByLabel('Text').click()
  await expect(dialog).toBeVisible()
  await expect(page).toHaveURL('/')
  await page.mouse.click(8, 8)
  await expect(dialog).toBeHidden()
  await expect(page).toHaveURL('/')
})
