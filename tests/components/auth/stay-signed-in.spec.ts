import { mock } from 'node:test'
import type { BrowserContext } from '@playwright/test'
import { decode, encode } from 'next-auth/jwt'
import { endSessions } from '../support/acts'
import { composer } from '../support/feed-page'
import { expect, test } from '../support/support'

const NAME = 'next-auth.session-token'
const DAY = 24 * 3600

/** When the session cookie of this browser ends, in seconds since 1970. */
const endOf = async (context: BrowserContext) => (await cookieOf(context)).expires

async function cookieOf(context: BrowserContext) {
  const cookie = (await context.cookies()).find(({ name }) => name === NAME)
  if (!cookie) throw new Error('there is no session cookie')
  return cookie
}

/** The browser has the cookie of a sign-in that was so many days ago. */
async function age(context: BrowserContext, days: number): Promise<void> {
  const secret = process.env.AUTH_SECRET ?? ''
  const cookie = await cookieOf(context)
  const sid = (await decode({ token: cookie.value, secret }))?.sid
  mock.timers.enable({ apis: ['Date'], now: Date.now() - days * DAY * 1000 })
  const value = await encode({ token: { sid }, secret, maxAge: 31 * DAY })
  mock.timers.reset()
  await context.addCookies([{ ...cookie, value, expires: cookie.expires - days * DAY }])
}

test('who comes back with an old cookie gets a new one by every page and request, and stays signed in', async ({
  join,
}) => {
  const { page, context } = await join('Ana')
  for (const come of [
    () => page.goto('/'),
    () => page.reload(),
    () => page.goto('/settings'),
    () => page.evaluate(() => fetch('/api/me')),
  ]) {
    await age(context, 29)
    expect(await endOf(context)).toBeLessThan(Date.now() / 1000 + 3 * DAY)
    await come()
    await expect.poll(() => endOf(context)).toBeGreaterThan(Date.now() / 1000 + 30 * DAY)
  }
  await page.goto('/')
  await expect(composer(page)).toBeVisible()
})

test('many requests at once with an old cookie leave one that works; a session that was ended gets none', async ({
  join,
  tolerate,
}) => {
  tolerate(/status of 401/)
  const ana = await join('Ana')
  const { page, context } = ana
  // A file of the site: no stream that notices the end of the session.
  await page.goto('/icon.svg')
  const statuses = () =>
    page.evaluate(() => Promise.all(Array.from({ length: 12 }, async () => (await fetch('/api/me')).status)))
  await age(context, 5)
  expect(new Set(await statuses())).toEqual(new Set([200]))
  expect(await endOf(context)).toBeGreaterThan(Date.now() / 1000 + 30 * DAY)
  await endSessions(ana)
  await age(context, 5)
  const end = await endOf(context)
  expect(new Set(await statuses())).toEqual(new Set([401]))
  expect(await endOf(context)).toBe(end)
})
