import type { Locator } from '@playwright/test'
import type { Comment, Post } from '@/lib/shared/views'
import { comment, deleteComment, post } from '../support/acts'
import { openPanel, rowThat } from '../support/bell-page'
import { comments, openPost } from '../support/post-page'
import { expect, LIVE, type Member, test } from '../support/support'

/** Ana comments on her own post: "Number 1." to "Number 30." */
async function anaTalks(ana: Member, count: number): Promise<{ about: Post; said: Comment[] }> {
  const about = await post(ana, 'Bread is ready')
  const said: Comment[] = []
  for (let nth = 1; nth <= count; nth++) said.push(await comment(ana, about, `Number ${nth}.`))
  return { about, said }
}

function numbered(said: Comment[], nth: number): Comment {
  const one = said[nth - 1]
  if (!one) throw new Error(`Ana has not said "Number ${nth}."`)
  return one
}

const yOf = async (row: Locator): Promise<number> => (await row.boundingBox())?.y ?? Number.NaN

test('a notification leads to its comment, however far up it is', async ({ join }) => {
  const [ana, ben] = [await join('Ana'), await join('Ben')]
  const about = await post(ana, 'Bread is ready')
  await comment(ana, about, 'One')
  const named = await comment(ana, about, `Two, for @${ben.handle}`)
  for (let nth = 3; nth <= 45; nth++) await comment(ana, about, `Number ${nth}.`)
  await ben.page.goto('/')
  await openPanel(ben.page)
  await rowThat(ben.page, 'Ana mentioned you in a comment').getByRole('link').click()
  await expect(ben.page).toHaveURL(`/posts/${about.id}#comment-${named.id}`)
  const target = comments(ben.page).filter({ hasText: 'Two, for' })
  await expect(target).toBeFocused()
  await expect(target).toBeInViewport({ ratio: 1 })
})

test('a notification that is opened on the page of the post leads to the comment, too', async ({ join }) => {
  const [ana, ben] = [await join('Ana'), await join('Ben')]
  const { about } = await anaTalks(ana, 15)
  await openPost(ben, about)
  const named = await comment(ana, about, `For @${ben.handle}`)
  for (let nth = 17; nth <= 30; nth++) await comment(ana, about, `Number ${nth}.`)
  await expect(comments(ben.page)).toHaveCount(30)
  await openPanel(ben.page)
  await rowThat(ben.page, 'Ana mentioned you in a comment').getByRole('link').click()
  await expect(ben.page).toHaveURL(`/posts/${about.id}#comment-${named.id}`)
  const target = comments(ben.page).filter({ hasText: 'For @' })
  await expect(target).toBeFocused()
  await expect(target).toBeInViewport({ ratio: 1 })
})

test('the address of a deleted comment says that it is not there any more', async ({ join }) => {
  const [ana, ben] = [await join('Ana'), await join('Ben')]
  const { about, said } = await anaTalks(ana, 3)
  await deleteComment(ana, numbered(said, 2))
  await ben.page.goto(`/posts/${about.id}#comment-${numbered(said, 2).id}`)
  await expect(ben.page.getByText('That comment is not there any more.')).toBeVisible()
  await expect(comments(ben.page)).toHaveText([/Number 1\./, /Number 3\./])
})

test('a conversation begins with the newest comments, and shows earlier ones below the button that was pressed', async ({
  join,
}) => {
  const [ana, ben] = [await join('Ana'), await join('Ben')]
  const { about } = await anaTalks(ana, 45)
  await openPost(ben, about)
  await expect(comments(ben.page)).toHaveCount(20)
  await expect(comments(ben.page).first()).toContainText('Number 26.')
  const button = ben.page.getByRole('button', { name: 'Show earlier comments' })
  await button.click()
  await expect(comments(ben.page)).toHaveCount(40)
  await expect(comments(ben.page).first()).toContainText('Number 6.')
  await expect(button).toBeFocused()
  await button.click()
  await expect(comments(ben.page)).toHaveCount(45)
  await expect(button).toHaveCount(0)
})

test('what Ben reads does not move when comments appear, and when some above it vanish', async ({ join }) => {
  const [ana, ben] = [await join('Ana'), await join('Ben')]
  const { about, said } = await anaTalks(ana, 20)
  await openPost(ben, about)
  const read = comments(ben.page).filter({ hasText: 'Number 15.' })
  await read.evaluate((row) => row.scrollIntoView({ block: 'center', behavior: 'instant' }))
  const before = await yOf(read)
  await comment(ana, about, 'Number 21.')
  await expect(comments(ben.page)).toHaveCount(21, LIVE)
  expect(Math.abs((await yOf(read)) - before)).toBeLessThanOrEqual(1)

  await deleteComment(ana, numbered(said, 2))
  await deleteComment(ana, numbered(said, 3))
  await expect(comments(ben.page)).toHaveCount(19)
  expect(Math.abs((await yOf(read)) - before)).toBeLessThanOrEqual(1)
})
