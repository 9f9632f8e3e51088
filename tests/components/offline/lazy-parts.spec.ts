import type { Page } from '@playwright/test'
import { post } from '../support/acts'
import { articles, composer, openFeed } from '../support/feed-page'
import { expect, type Member, test } from '../support/support'
import { notice, startUsing } from '../support/used-page'

const CHUNKS = '**/_next/static/chunks/**'
const AWAY = 'No connection. This opens when it is back.'

const menuButton = (page: Page) => page.getByRole('button', { name: /^More about the post/ }).first()

/** The feed, with what says that something is missing. Everything that opens is not loaded yet. */
async function openOwnFeed(ana: Member): Promise<void> {
  await post(ana, 'Before the tunnel')
  await openFeed(ana)
  await startUsing(ana.page)
}

test.describe('A part of the page that is loaded when it is wanted', () => {
  test('without the network every press keeps the page and says what is missing, and it opens when the network is back', async ({
    join,
    tolerate,
  }) => {
    tolerate(/ERR_INTERNET_DISCONNECTED|Failed to (load|fetch)/)
    const ana = await join('Ana')
    const { page } = ana
    await openOwnFeed(ana)
    await composer(page).fill('Written in the train')
    await ana.context.setOffline(true)
    for (const press of [
      () => page.getByRole('button', { name: 'Check in' }).click(),
      () => page.getByRole('button', { name: 'Everyone' }).click(),
      () => page.getByRole('button', { name: /^Notifications/ }).click(),
      () => menuButton(page).click(),
    ]) {
      await press()
      await expect(notice(page)).toContainText(AWAY)
      await expect(articles(page)).toHaveCount(1)
      await expect(composer(page)).toHaveValue('Written in the train')
    }
    await articles(page).first().focus()
    await page.keyboard.press('?')
    await expect(articles(page)).toHaveCount(1)
    await ana.context.setOffline(false)
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
    await expect(notice(page)).not.toContainText(AWAY)
    await expect(page.getByRole('searchbox').or(page.getByRole('combobox'))).toBeAttached()
  })

  test('a dialog that is opened from an open menu waits as well', async ({ join, tolerate }) => {
    tolerate(/ERR_INTERNET_DISCONNECTED|Failed to (load|fetch)/)
    const ana = await join('Ana')
    const { page } = ana
    await openOwnFeed(ana)
    await menuButton(page).click()
    await ana.context.setOffline(true)
    await page.getByRole('menuitem', { name: 'Edit' }).click()
    await expect(notice(page)).toContainText(AWAY)
    await expect(articles(page)).toHaveCount(1)
    await ana.context.setOffline(false)
    await expect(page.getByRole('dialog', { name: 'Edit post' })).toBeVisible()
  })

  test('a link keeps the present page and says so; the page opens when the network is back', async ({
    join,
    tolerate,
  }) => {
    tolerate(/ERR_INTERNET_DISCONNECTED|Failed to (load|fetch)/)
    const ana = await join('Ana')
    const { page } = ana
    await openOwnFeed(ana)
    await ana.context.setOffline(true)
    await articles(page).first().getByRole('link', { name: 'Ana', exact: true }).click()
    await expect(notice(page)).toContainText('No connection. The page opens when it is back.')
    await expect(page).toHaveURL('/')
    await expect(articles(page)).toHaveCount(1)
    await ana.context.setOffline(false)
    await expect(page).toHaveURL(`/people/${ana.handle}`)
    await expect(notice(page)).toBeEmpty()
  })

  test('a page whose own code does not arrive says so within the frame of the site, and comes when it is tried again', async ({
    join,
    tolerate,
  }) => {
    tolerate(/ERR_FAILED|ChunkLoadError|Failed to load/)
    const ana = await join('Ana')
    const { page } = ana
    await openOwnFeed(ana)
    await page.route(CHUNKS, (route) => route.abort())
    await page.getByRole('link', { name: 'Places' }).first().click()
    await expect(page.getByRole('heading', { name: 'That did not work' })).toBeVisible()
    await expect(page.getByRole('navigation', { name: 'Main' }).first()).toBeVisible()
    await page.unroute(CHUNKS)
    await page.getByRole('main').getByRole('button', { name: 'Try again' }).click()
    await expect(page.getByRole('heading', { name: 'Places', exact: true })).toBeVisible()
  })

  for (const [answer, response] of [
    ['is not there any more', { status: 404, body: 'Not Found' }],
    ['is answered with a page', { status: 200, contentType: 'text/html', body: '<!doctype html><p>Welcome' }],
  ] as const) {
    test(`after a deploy, code that ${answer}: she may load the page again, and nothing is done by force`, async ({
      join,
      tolerate,
    }) => {
      tolerate(/status of 404|MIME type|Unexpected token/)
      const ana = await join('Ana')
      const { page } = ana
      await openOwnFeed(ana)
      let loads = 0
      page.on('load', () => loads++)
      await page.route(CHUNKS, (route) => route.fulfill(response))
      await composer(page).fill('Half a sentence')
      await menuButton(page).click()
      await expect(notice(page)).toContainText('This cannot be loaded. Carillon may have a new version.')
      await page.getByRole('button', { name: 'Try again' }).click()
      await expect(notice(page)).toContainText('This cannot be loaded.')
      await expect(composer(page)).toHaveValue('Half a sentence')
      expect(loads).toBe(0)
      await page.unroute(CHUNKS)
      await page.getByRole('button', { name: 'Reload' }).click()
      await expect.poll(() => loads).toBe(1)
      await menuButton(page).click()
      await expect(page.getByRole('menu')).toBeVisible()
    })
  }
})
