import type { Locator, Page } from '@playwright/test'
import type { Page as ApiPage, Comment, Post } from '@/lib/shared/views'
import { openLive } from './feed-page'
import { ask, expect, type Member } from './support'

/** The words for the page of a post and the conversation below it, for tests. */
export const likeButton = (scope: Page | Locator): Locator => scope.getByRole('button', { name: /^Like/ })
export const likeCount = (page: Page): Locator => page.getByTitle('Who likes this')
export const comments = (page: Page): Locator => page.getByRole('list', { name: 'Comments' }).getByRole('article')
export const commentBox = (page: Page): Locator => page.getByRole('textbox', { name: 'Write a comment' })

/** Opens the page of a post and waits until the server knows that it is shown: from then on all of it is live. */
export async function openPost(reader: Member, { id }: Pick<Post, 'id'>): Promise<void> {
  const known = reader.page.waitForResponse((response) => response.url().endsWith('/view'))
  await openLive(reader, `/posts/${id}`)
  await known
}

export async function say(page: Page, text: string): Promise<void> {
  await commentBox(page).fill(text)
  await page.getByRole('button', { name: 'Send' }).click()
}

/** The comments as the API has them for this person, the oldest first. */
export async function saidBelow(reader: Member, { id }: Pick<Post, 'id'>): Promise<string[]> {
  const { items } = await ask<ApiPage<Comment>>(reader, 'GET', `/api/posts/${id}/comments?limit=100`)
  return items.map(({ text }) => text).reverse()
}

export async function readPost(reader: Member, { id }: Pick<Post, 'id'>): Promise<Post> {
  return (await ask<{ post: Post }>(reader, 'GET', `/api/posts/${id}`)).post
}

/** The post on its page says so many likes; none are not mentioned. */
export async function expectLikes(page: Page, count: number, within?: { timeout: number }): Promise<void> {
  if (count === 0) await expect(likeCount(page)).toHaveCount(0, within)
  else await expect(likeCount(page)).toHaveText(`${count} ${count === 1 ? 'like' : 'likes'}`, within)
}
