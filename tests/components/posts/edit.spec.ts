import type { Page } from '@playwright/test'
import { befriend, comment, deletePost, edit, post, readPost } from '../support/acts'
import { articles, composer, openFeed } from '../support/feed-page'
import { expect, test } from '../support/support'

async function openEdit(page: Page) {
  await articles(page)
    .getByRole('button', { name: /^More about the post by/ })
    .click()
  await page.getByRole('menuitem', { name: 'Edit' }).click()
  const dialog = page.getByRole('dialog', { name: 'Edit post' })
  // It opens when the menu has closed: an earlier key would go to neither.
  await expect(dialog).toBeVisible()
  return dialog
}

test('what changes on another device meanwhile is shown, and neither overwritten nor published', async ({
  join,
  tolerate,
}) => {
  tolerate(/status of 409/)
  const ana = await join('Ana')
  const opened = await post(ana, 'one')
  await openFeed(ana)
  const dialog = await openEdit(ana.page)
  const text = dialog.getByRole('textbox', { name: 'Text' })
  await text.fill('from the laptop')

  await edit(ana, opened, { text: 'from the phone', audience: 'only_me' })
  const other = dialog.getByRole('alert', { name: 'Changed elsewhere' })
  await expect(other).toContainText('from the phone')
  await expect(dialog.getByRole('button', { name: 'Save' })).toBeDisabled()
  await expect(text).toHaveValue('from the laptop')
  await other.getByRole('button', { name: 'Keep mine' }).click()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toBeHidden()
  expect(await readPost(ana, opened)).toMatchObject({ text: 'from the laptop', audience: 'only_me' })
})

test('a text that was written is not lost by Escape, by a press beside the dialog, or by selecting text', async ({
  join,
}) => {
  const ana = await join('Ana')
  const opened = await post(ana, 'one')
  await openFeed(ana)
  const dialog = await openEdit(ana.page)
  const question = ana.page.getByRole('dialog', { name: 'Discard your changes?' })
  const text = dialog.getByRole('textbox', { name: 'Text' })
  await text.fill('something long')

  // A selection that begins in the text and ends beside the dialog.
  const box = await text.boundingBox()
  if (!box) throw new Error('the text is not shown')
  await ana.page.mouse.move(box.x + 40, box.y + 15)
  await ana.page.mouse.down()
  await ana.page.mouse.move(5, 5, { steps: 5 })
  await ana.page.mouse.up()
  await expect(text).toHaveValue('something long')
  await expect(question).toBeHidden()

  for (const leave of [
    () => ana.page.keyboard.press('Escape'),
    () => ana.page.mouse.click(5, 5),
    () => dialog.getByRole('button', { name: 'Close' }).click(),
    () => dialog.getByRole('button', { name: 'Cancel' }).click(),
  ]) {
    await leave()
    await expect(question).toBeVisible()
    await ana.page.keyboard.press('Escape')
    await expect(question).toBeHidden()
    await expect(text).toHaveValue('something long')
  }

  await ana.page.keyboard.press('Escape')
  await question.getByRole('button', { name: 'Discard' }).click()
  await expect(dialog).toBeHidden()
  expect((await readPost(ana, opened)).text).toBe('one')

  // Without changes nothing is asked.
  await openEdit(ana.page)
  await ana.page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
})

test('the audience that was chosen stays while Ana visits another page, and Enter of an input method sends nothing', async ({
  join,
}) => {
  const ana = await join('Ana')
  await openFeed(ana)
  await ana.page.getByRole('button', { name: 'For: Everyone' }).click()
  await ana.page.getByRole('menuitemcheckbox', { name: /^Only me/ }).click()
  await composer(ana.page).fill('Dear diary')
  await ana.page.getByRole('link', { name: 'Friends' }).first().click()
  await expect(ana.page).toHaveURL('/friends')
  await ana.page.goBack()
  await expect(ana.page.getByRole('button', { name: 'For: Only me' })).toBeVisible()
  await expect(composer(ana.page)).toHaveValue('Dear diary')

  await composer(ana.page).dispatchEvent('keydown', { key: 'Enter', ctrlKey: true, isComposing: true, keyCode: 229 })
  await expect(composer(ana.page)).toHaveValue('Dear diary')
  await composer(ana.page).press('Control+Enter')
  await expect(ana.page.locator('article[data-state=sent]')).toContainText('Only me')
})

test('a post that is deleted elsewhere leaves what Ana was writing, to be copied or posted anew', async ({ join }) => {
  const ana = await join('Ana')
  const opened = await post(ana, 'one', { audience: 'friends' })
  await openFeed(ana)
  const dialog = await openEdit(ana.page)
  await dialog.getByRole('textbox', { name: 'Text' }).fill('something long')
  await deletePost(ana, opened)
  await expect(articles(ana.page)).toHaveCount(0)
  await expect(dialog).toContainText('This post was deleted meanwhile.')
  await expect(dialog.getByRole('textbox', { name: 'Text' })).toHaveValue('something long')
  await expect(dialog.getByRole('button', { name: 'Save' })).toHaveCount(0)
  await expect(dialog.getByRole('button', { name: 'Copy text' })).toBeVisible()
  await dialog.getByRole('button', { name: 'Post as new' }).click()
  await expect(composer(ana.page)).toHaveValue('something long')
  await expect(ana.page.getByRole('button', { name: 'For: Friends' })).toBeVisible()
})

test('the browser asks before an open change is left, and not otherwise; after a crash it is offered again', async ({
  join,
}) => {
  const ana = await join('Ana')
  await post(ana, 'one')
  await openFeed(ana)
  const { page } = ana
  let asked = 0
  page.on('dialog', (question) => {
    asked++
    void question.accept()
  })
  let dialog = await openEdit(page)
  await page.reload()
  expect(asked).toBe(0)
  dialog = await openEdit(page)
  await dialog.getByRole('textbox', { name: 'Text' }).fill('something long')
  await page.reload()
  expect(asked).toBe(1)
  dialog = await openEdit(page)
  await expect(dialog.getByRole('textbox', { name: 'Text' })).toHaveValue('one')
  await dialog.getByRole('button', { name: 'Put back' }).click()
  await expect(dialog.getByRole('textbox', { name: 'Text' })).toHaveValue('something long')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(articles(page)).toContainText('something long')

  await page.goto('/settings')
  await page.getByRole('textbox', { name: 'About you' }).fill('A baker')
  await page.reload()
  expect(asked).toBe(2)
})

test('before a post is shown to more people, its author reads how many comments they will see; who wrote them is led to theirs', async ({
  join,
}) => {
  const [ana, ben] = [await join('Ana'), await join('Ben')]
  await befriend(ana, ben)
  const opened = await post(ana, 'among us', { audience: 'friends' })
  const said = await comment(ben, opened, 'not for everybody')
  await openFeed(ana)
  const dialog = await openEdit(ana.page)
  const choose = async (name: string) => {
    await dialog.getByRole('button', { name: /^For:/ }).click()
    await ana.page.getByRole('menuitemcheckbox', { name: new RegExp(`^${name}`) }).click()
  }
  const notice = dialog.getByText('One comment becomes visible to everyone too.')
  await choose('Only me')
  await expect(notice).toBeHidden()
  await choose('Everyone')
  await expect(notice).toBeVisible()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toBeHidden()

  await ben.page.goto('/notifications')
  await ben.page.getByRole('link', { name: /made a post that you commented on visible to everyone/ }).click()
  await expect(ben.page).toHaveURL(new RegExp(`/posts/${opened.id}#comment-${said.id}$`))
  await expect(ben.page.getByText('not for everybody')).toBeVisible()
})
