import { gzipSync } from 'node:zlib'
import type { APIRequestContext, Page } from '@playwright/test'
import { post } from '../support/acts'
import { composer, openFeed } from '../support/feed-page'
import { expect, type Member, test } from '../support/support'
import { notice } from '../support/used-page'

/** Bytes of gzipped JavaScript. docs/decisions/008-the-feed-draws-its-own-window.md says what they are. */
const LIMITS = { html: 170_000, first: 8_000, unused: 22_000 }
/** Milliseconds after the first part that is loaded later: less than until a page counts as used without a press. */
const FIRST = 3_000

async function weightOf(request: APIRequestContext, paths: readonly string[]): Promise<number> {
  const weights = paths.map(async (path) => gzipSync(await (await request.get(path)).body(), { level: 9 }).length)
  return (await Promise.all(weights)).reduce((sum, weight) => sum + weight, 0)
}

/** The paths of the scripts that the HTML of her feed names, without the one for old browsers. */
async function scriptsOfFeed({ context }: Member): Promise<string[]> {
  const html = await (await context.request.get('/')).text()
  expect(html).toContain('What is on your mind?')
  const tags = [...html.matchAll(/<script[^>]*\ssrc="([^"]+)"[^>]*>/g)].filter(([tag]) => !/nomodule/i.test(tag))
  return [...new Set(tags.flatMap(([, path]) => path ?? []))]
}

type Part = { path: string; at: number }

/** The code that a page has loaded beyond the scripts of its HTML, in the order of its requests. */
async function loadedLater(page: Page, scripts: readonly string[]): Promise<Part[]> {
  const parts = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name, startTime }) => ({ path: new URL(name).pathname, at: startTime }))
      .filter(({ path }) => path.includes('/chunks/') && path.endsWith('.js')),
  )
  return parts.filter(({ path }) => !scripts.includes(path)).sort((one, other) => one.at - other.at)
}

const firstOf = (parts: readonly Part[]) => parts.filter(({ at }) => at < (parts[0]?.at ?? 0) + FIRST)

test('the feed is light: the scripts of its HTML, the first seconds, and a page in which nothing is pressed', async ({
  join,
}) => {
  const ana = await join('Ana')
  for (let nth = 1; nth <= 5; nth++) await post(ana, `hello ${nth}`)
  const weigh = (parts: readonly Part[]) =>
    weightOf(
      ana.context.request,
      parts.map(({ path }) => path),
    )
  const scripts = await scriptsOfFeed(ana)
  // If it found less, it would not have found them all.
  expect(await weightOf(ana.context.request, scripts)).toBeGreaterThan(140_000)
  expect(await weightOf(ana.context.request, scripts)).toBeLessThanOrEqual(LIMITS.html)

  await openFeed(ana)
  await expect(notice(ana.page)).toBeAttached()
  const parts = await loadedLater(ana.page, scripts)
  // The stream is among the first ones.
  expect(await weigh(firstOf(parts))).toBeGreaterThan(3_000)
  expect(await weigh(firstOf(parts))).toBeLessThanOrEqual(LIMITS.first)
  expect(await weigh(parts)).toBeLessThanOrEqual(LIMITS.unused)
})

test('a text on the disk is shown at once all the same, without a press', async ({ join }) => {
  const ana = await join('Ana')
  const scripts = await scriptsOfFeed(ana)
  await openFeed(ana)
  await composer(ana.page).pressSequentially('Dear diary')
  await expect(notice(ana.page)).toBeAttached()
  await ana.page.reload()
  await expect(composer(ana.page)).toHaveValue('Dear diary')
  await expect(notice(ana.page)).toBeAttached()
  const parts = await loadedLater(ana.page, scripts)
  const texts = await Promise.all(parts.map(async ({ path }) => (await ana.context.request.get(path)).text()))
  const disk = parts[texts.findIndex((text) => text.includes('IDBKeyRange'))]
  expect(firstOf(parts)).toContainEqual(disk)
})
