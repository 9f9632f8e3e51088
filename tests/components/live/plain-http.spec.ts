import { BROWSER_FLAGS } from '../../../bin/services/browser.mjs'
import { post } from '../support/acts'
import { articles, expectNew } from '../support/feed-page'
import { village, watchStreams } from '../support/live-page'
import { expect, test } from '../support/support'

/** A name in a local network. For the browser it is not this machine, so it is no secure context. */
const HOST = 'carillon.test'

test.use({
  launchOptions: {
    executablePath: process.env.CHROMIUM_PATH,
    args: [...BROWSER_FLAGS, `--host-resolver-rules=MAP ${HOST} 127.0.0.1`],
  },
})

test('on plain http in a local network eight tabs share one stream, and the site goes on answering', async ({
  join,
}) => {
  test.setTimeout(90_000)
  const [ana, ben] = await village(join)
  const site = new URL(process.env.BASE_URL ?? '')
  site.hostname = HOST
  const cookies = await ben.context.cookies()
  await ben.context.addCookies(cookies.map((cookie) => ({ ...cookie, domain: HOST })))

  const streams = watchStreams(ben.context)
  const tabs = [ben.page]
  while (tabs.length < 8) tabs.push(await ben.context.newPage())
  for (const tab of tabs) {
    await tab.goto(site.href)
    await expect(articles(tab).first()).toBeVisible()
  }
  expect(await ben.page.evaluate(() => [isSecureContext, 'locks' in navigator])).toEqual([false, false])
  await post(ana, 'For every tab')
  for (const tab of tabs) await expectNew(tab, 1)
  expect(streams()).toHaveLength(1)
  expect(await tabs[7]?.evaluate(async () => (await fetch('/api/me')).status)).toBe(200)

  const [holder] = streams()
  await holder?.close()
  await post(ana, 'For the others')
  for (const tab of tabs) if (tab !== holder) await expectNew(tab, 2)
  expect(streams()).toHaveLength(1)
})
