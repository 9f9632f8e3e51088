import type { Page } from '@playwright/test'
import { deletePost, follow, post, readPost } from '../support/acts'
import { articles, openFeed } from '../support/feed-page'
import { expect, LIVE, test } from '../support/support'

const menuOf = (page: Page) =>
  articles(page)
    .first()
    .getByRole('button', { name: /^More about/ })
const item = (page: Page, name: string) => page.getByRole('menuitem', { name })

test('Ben mutes a conversation and takes it back: in the menu of the post, in another tab, and in his settings', async ({
  join,
}) => {
  const [ana, ben] = [await join('Ana'), await join('Ben')]
  await follow(ben, ana)
  const talk = await post(ana, 'Long talk')
  await openFeed(ben)
  const second = await ben.context.newPage()
  await second.goto('/')

  await menuOf(ben.page).click()
  await item(ben.page, 'Mute this conversation').click()
  await expect(ben.page.getByText('Conversation muted.')).toBeVisible(LIVE)
  for (const page of [ben.page, second]) {
    await menuOf(page).click()
    await expect(item(page, 'Unmute this conversation')).toBeVisible()
  }
  await item(second, 'Unmute this conversation').click()
  await expect(second.getByText('You hear of this conversation again.')).toBeVisible(LIVE)
  await ben.page.keyboard.press('Escape')
  await menuOf(ben.page).click()
  await item(ben.page, 'Mute this conversation').click()
  // The message of the first time may still be there.
  await expect.poll(async () => (await readPost(ben, talk)).viewer?.muted).toBe(true)

  await second.goto('/settings/privacy')
  const muted = second.getByRole('list', { name: 'Muted conversations' }).getByRole('listitem')
  await expect(muted).toHaveText([new RegExp(`@${ana.handle}.*Long talk`)])
  await muted.getByRole('link', { name: 'Long talk' }).click()
  await expect(second).toHaveURL(`/posts/${talk.id}`)

  await deletePost(ana, talk)
  await second.goto('/settings/privacy')
  await expect(muted).toHaveText([/A post that is gone/])
  await muted.getByRole('button', { name: 'Unmute the conversation about a post that is gone' }).click()
  await expect(second.getByText('You mute no conversation')).toBeVisible()
  await second.reload()
  await expect(second.getByText('You mute no conversation')).toBeVisible()
})
