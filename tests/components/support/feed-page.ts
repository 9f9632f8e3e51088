import type { Locator, Page } from '@playwright/test'
import { follow, postMany } from './acts'
import { expect, type Member } from './support'

/** Locators and acts on the page of the feed. */
export const feedOf = (page: Page): Locator => page.getByRole('feed', { name: 'Posts' })
export const articles = (page: Page): Locator => feedOf(page).getByRole('article')
export const articleWith = (page: Page, text: string): Locator => articles(page).filter({ hasText: text })
export const pill = (page: Page): Locator => page.getByRole('button', { name: /new posts?$/ })
/** The pill counts exactly this many new posts. The faces before its text are decoration. */
export async function expectNew(page: Page, count: number, within?: { timeout: number }): Promise<void> {
  if (count === 0) await expect(pill(page)).toHaveCount(0, within)
  else await expect(pill(page)).toHaveAccessibleName(`${count} new ${count === 1 ? 'post' : 'posts'}`, within)
}

export const composer = (page: Page): Locator => page.getByRole('textbox', { name: 'What is on your mind?' })

/** Ben follows Ana, who has written a lot. */
export async function anaAndHerReader(
  join: (name: string) => Promise<Member>,
  count = 30,
): Promise<[ana: Member, ben: Member]> {
  const [ana, ben] = [await join('Ana'), await join('Ben')]
  await follow(ben, ana)
  await postMany(ana, count, (nth) => `Story ${nth}. ${'It goes on. '.repeat(nth % 7)}`)
  return [ana, ben]
}

/** Opens the feed and waits until it is live. */
export const openFeed = (reader: Pick<Member, 'page'>): Promise<void> => openLive(reader, '/')

/** Opens a page and waits until it is live. Only for the first tab of a browser, which opens the stream. */
export async function openLive({ page }: Pick<Member, 'page'>, path: string): Promise<void> {
  const live = page.waitForResponse(
    (response) => response.url().includes('/api/stream?') || response.url().endsWith('/api/stream'),
  )
  await page.goto(path)
  await live
}

/** Opens the feed in so many tabs of one browser. The first of them opens the stream. */
export async function openTabs(reader: Member, count: number): Promise<Page[]> {
  await openFeed(reader)
  const tabs = [reader.page]
  while (tabs.length < count) {
    const tab = await reader.context.newPage()
    await tab.goto('/')
    await expect(articles(tab).first()).toBeVisible()
    tabs.push(tab)
  }
  return tabs
}

/** Measures layout shifts from now on. Returns a function for their sum. Those that follow a press are not counted. */
export async function watchLayout(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const shifts: number[] = []
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) {
        if (!entry.hadRecentInput) shifts.push(entry.value)
      }
    }).observe({ type: 'layout-shift' })
    Object.assign(window, { shifts })
  })
  return () =>
    page.evaluate(async () => {
      // The latest shifts are reported after the next two animation frames.
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
      return (window as unknown as { shifts: number[] }).shifts.reduce((sum, value) => sum + value, 0)
    })
}

/** Scrolls by the wheel, as a reader would, until this many pixels of the page are above the window. */
export async function scrollTo(page: Page, top: number): Promise<void> {
  await page.mouse.move(400, 400)
  await expect
    .poll(async () => {
      const now = await page.evaluate(() => window.scrollY)
      if (Math.abs(now - top) > 1) await page.mouse.wheel(0, top - now)
      return Math.abs(now - top)
    })
    .toBeLessThanOrEqual(200)
}

export type ArticlePosition = { id: string; y: number }

/** The first article that begins in the window. */
export async function firstInSight(page: Page): Promise<ArticlePosition> {
  return page.evaluate(() => {
    for (const article of document.querySelectorAll('[role=feed] article')) {
      const { top } = article.getBoundingClientRect()
      const id = article.getAttribute('data-post-id')
      if (top >= 0 && id) return { id, y: top }
    }
    throw new Error('no article is in the window')
  })
}

export async function yOf(page: Page, id: string): Promise<number> {
  return page.evaluate(
    (postId) => document.querySelector(`[data-post-id="${postId}"]`)?.getBoundingClientRect().top ?? Number.NaN,
    id,
  )
}

/** The article has not moved by more than this many pixels. */
export async function expectStill(page: Page, seen: ArticlePosition, within = 1): Promise<void> {
  expect(Math.abs((await yOf(page, seen.id)) - seen.y)).toBeLessThanOrEqual(within)
}
