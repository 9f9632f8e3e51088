import type { Locator, Page } from '@playwright/test'
import type { Post } from '@/lib/shared/views'
import { openLive } from './feed-page'
import { expect, type Member } from './support'

/** Locators and acts on the page of a post and in the conversation below it. */
export const likeButton = (scope: Page | Locator): Locator => scope.getByRole('button', { name: /^Like/ })
export const likeCount = (page: Page): Locator => page.getByTitle('Who likes this')
export const comments = (page: Page): Locator => page.getByRole('list', { name: 'Comments' }).getByRole('article')
export const commentBox = (page: Page): Locator => page.getByRole('textbox', { name: 'Write a comment' })

/** Opens the page of a post and waits until the server knows that this browser watches it: from then on it is live. */
export async function openPost(reader: Member, { id }: Pick<Post, 'id'>): Promise<void> {
  const known = reader.page.waitForResponse((response) => response.url().endsWith('/view'))
  await openLive(reader, `/posts/${id}`)
  await known
}

export async function say(page: Page, text: string): Promise<void> {
  await commentBox(page).fill(text)
  await page.getByRole('button', { name: 'Send' }).click()
}

/** The page of a post shows this number of likes, or no number for none. */
export async function expectLikes(page: Page, count: number, within?: { timeout: number }): Promise<void> {
  if (count === 0) await expect(likeCount(page)).toHaveCount(0, within)
  else await expect(likeCount(page)).toHaveText(`${count} ${count === 1 ? 'like' : 'likes'}`, within)
}
