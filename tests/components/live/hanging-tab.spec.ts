import type { Page } from '@playwright/test'
import { post } from '../support/acts'
import { expectNew, openTabs } from '../support/feed-page'
import { STREAM, village, watchStreams } from '../support/live-page'
import { expect, signIn, test } from '../support/support'

/** Milliseconds within which the other tabs receive again what happens: at most 2.1 seconds until one takes over. */
const TAKEN_OVER = { timeout: 4_000 }

type Wake = () => Promise<void>

/** What stops a tab. Each returns how the tab goes on. */
const STOPS: Record<string, (page: Page) => Promise<Wake>> = {
  'a dialog': openDialog,
  async 'the debugger'(page) {
    const devtools = await page.context().newCDPSession(page)
    await devtools.send('Debugger.enable')
    await devtools.send('Debugger.pause')
    const paused = new Promise((resolve) => devtools.once('Debugger.paused', resolve))
    void page.evaluate(() => document.title)
    await paused
    return async () => {
      await devtools.send('Debugger.resume')
      await devtools.detach()
    }
  },
  async 'a script that runs for six seconds'(page) {
    const running = page.evaluate(() => {
      const begun = Date.now()
      while (Date.now() - begun < 6_000);
    })
    return () => running
  },
  // Headless browsers freeze no page that is seen, so the test sends what a browser announces.
  async 'the browser, which announces that it freezes it'(page) {
    await page.evaluate(() => document.dispatchEvent(new Event('freeze')))
    return () => page.evaluate(() => void document.dispatchEvent(new Event('resume')))
  },
}

async function openDialog(page: Page): Promise<Wake> {
  const opened = page.waitForEvent('dialog')
  void page.evaluate(() => alert('Still there?'))
  const dialog = await opened
  return () => dialog.accept()
}

test.describe('When the tab that holds the stream stops', () => {
  test('another takes over, whatever stops it; it yields when it goes on, and no tab misses anything', async ({
    join,
  }) => {
    test.setTimeout(120_000)
    const [ana, ben] = await village(join)
    const streams = watchStreams(ben.context)
    const tabs = await openTabs(ben, 3)
    let posts = 0
    for (const [cause, stop] of Object.entries(STOPS)) {
      await test.step(`because of ${cause}`, async () => {
        await expect.poll(() => streams().length).toBe(1)
        const [holder] = streams()
        if (!holder) throw new Error('no tab holds the stream')
        const goOn = await stop(holder)
        await post(ana, `Despite ${cause}`)
        posts++
        for (const tab of tabs) if (tab !== holder) await expectNew(tab, posts, TAKEN_OVER)
        await goOn()
        await expectNew(holder, posts)
        await expect.poll(() => streams().length).toBe(1)
        expect(streams()).not.toContain(holder)
      })
    }

    await test.step('because its process is killed', async () => {
      const [holder] = streams()
      if (!holder) throw new Error('no tab holds the stream')
      const devtools = await ben.context.newCDPSession(holder)
      const crashed = holder.waitForEvent('crash')
      void devtools.send('Page.crash').catch(() => null)
      await crashed
      await post(ana, 'Despite a crash')
      for (const tab of tabs) if (tab !== holder) await expectNew(tab, posts + 1, TAKEN_OVER)
    })
  })

  test('and no other can open one, they say so within three seconds; not before, and not after', async ({
    join,
    tolerate,
  }) => {
    tolerate(/ERR_FAILED/)
    const [ana, ben] = await village(join)
    const streams = watchStreams(ben.context)
    const [holder, second] = await openTabs(ben, 2)
    if (!holder || !second) throw new Error('two tabs')
    const banner = second.getByText('Reconnecting…')
    await post(ana, 'Before')
    await expectNew(second, 1)
    await expect(banner).toBeHidden()
    let isAway = true
    await ben.context.route(STREAM, (route) => (isAway ? route.abort() : route.continue()))
    const close = await openDialog(holder)
    await expect(banner).toBeVisible({ timeout: 3_500 })
    isAway = false
    await expect(banner).toBeHidden({ timeout: 20_000 })
    await post(ana, 'After')
    await expectNew(second, 2)
    await close()
    await expectNew(holder, 2)
    await expect.poll(() => streams()).toEqual([second])
  })

  test('signing out in another signs out all; who signs in then is shown in all, and Ben in none', async ({
    join,
    tolerate,
  }) => {
    tolerate(/status of 401/)
    const [, ben, cleo] = await village(join)
    const [holder, second, third] = await openTabs(ben, 3)
    if (!holder || !second || !third) throw new Error('three tabs')
    const close = await openDialog(holder)
    await second.goto('/settings')
    await second.getByRole('button', { name: 'Sign out', exact: true }).click()
    await expect(third.getByRole('link', { name: 'Sign in' }).first()).toBeVisible()
    await third.goto('/sign-in')
    await signIn(third, cleo.email)
    await expect(third.getByRole('feed', { name: 'Posts' }).or(third.getByText('Cleo')).first()).toBeVisible()
    await close()
    await expect(holder.getByText('Story 8')).toHaveCount(0)
    await expect(holder.getByText('Ben')).toHaveCount(0)
  })
})
