import type { Page, Route } from '@playwright/test'
import { createPlace, edit, feedTexts, follow, ownTexts, post } from '../support/acts'
import { articles, articleWith, composer, expectNew, openFeed, pill } from '../support/feed-page'
import { expect, test } from '../support/support'

const POSTS = '**/api/posts'

async function write(page: Page, text: string): Promise<void> {
  await composer(page).fill(text)
  await page.getByRole('button', { name: 'Post', exact: true }).click()
}

test.describe('Writing a post', () => {
  test('it shows within a tenth of a second, and once, although its frame arrives before its answer', async ({
    join,
  }) => {
    const ana = await join('Ana')
    await openFeed(ana)
    let release = () => {}
    const released = new Promise<void>((resolve) => {
      release = resolve
    })
    await ana.page.route(POSTS, async (route) => {
      // The server has stored and delivered it; only the answer is late.
      const response = await route.fetch()
      await released
      await route.fulfill({ response })
    })
    await composer(ana.page).fill('Hello')
    const ms = await ana.page.evaluate(async () => {
      const button = [...document.querySelectorAll('button')].find((one) => one.textContent === 'Post')
      const began = performance.now()
      button?.click()
      while (!document.querySelector('article[data-state=pending]')) await new Promise(requestAnimationFrame)
      return performance.now() - began
    })
    expect(ms).toBeLessThan(100)
    await expect(composer(ana.page)).toHaveValue('')
    await expect.poll(() => ownTexts(ana)).toEqual(['Hello'])
    await expect(articles(ana.page)).toHaveCount(1)
    await expectNew(ana.page, 0)
    release()
    await expect(ana.page.locator('article[data-state=sent]')).toHaveCount(1)
    await expect(articles(ana.page)).toHaveCount(1)
    await ana.page.reload()
    await expect(articles(ana.page)).toHaveCount(1)
  })

  test('five clicks make one post', async ({ join }) => {
    const ana = await join('Ana')
    await openFeed(ana)
    await composer(ana.page).fill('Once')
    await ana.page.getByRole('button', { name: 'Post', exact: true }).evaluate((button: HTMLButtonElement) => {
      for (let nth = 0; nth < 5; nth++) button.click()
    })
    await expect(ana.page.locator('article[data-state=sent]')).toHaveCount(1)
    expect(await ownTexts(ana)).toEqual(['Once'])
    await expect(articles(ana.page)).toHaveCount(1)
  })

  test('Ctrl and Enter send it, with its line breaks', async ({ join }) => {
    const ana = await join('Ana')
    await openFeed(ana)
    await composer(ana.page).fill('One\n\nTwo')
    await composer(ana.page).press('Control+Enter')
    await expect(ana.page.locator('article[data-state=sent]')).toContainText('One\n\nTwo')
  })

  test('when it cannot be sent it says so, and goes out by itself under the same key', async ({ join, tolerate }) => {
    tolerate(/ERR_FAILED|Failed to load/)
    const ana = await join('Ana')
    await openFeed(ana)
    const keys = new Set<string | undefined>()
    let answer = (route: Route): Promise<unknown> => route.abort()
    await ana.page.route(POSTS, (route) => {
      keys.add(route.request().headers()['idempotency-key'])
      return answer(route)
    })
    await write(ana.page, 'Stubborn')
    const waiting = ana.page.locator('article[data-state=waiting]')
    await expect(waiting).toContainText('Waits for the network')
    await expect(waiting).toContainText('cannot be reached')
    // Now it arrives, but its answer does not.
    answer = (route) => route.fetch().then(() => route.abort())
    await waiting.getByRole('button', { name: 'Retry' }).click()
    await expect.poll(() => ownTexts(ana)).toEqual(['Stubborn'])
    answer = (route) => route.continue()
    await expect(ana.page.locator('article[data-state=sent]')).toContainText('Stubborn')
    await expect(articles(ana.page)).toHaveCount(1)
    await expectNew(ana.page, 0)
    expect([...keys]).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/)])
    expect(await ownTexts(ana)).toEqual(['Stubborn'])
  })

  test('what waits, and what the server refuses, can be taken back; nothing that was begun meanwhile is lost', async ({
    join,
    tolerate,
  }) => {
    tolerate(/ERR_FAILED|Failed to load|status of 422/)
    const ana = await join('Ana')
    await openFeed(ana)
    const refusal = { error: { code: 'invalid', message: 'Nobody wants to read that.' } }
    await ana.page.route(POSTS, (route) => route.fulfill({ status: 422, json: refusal }))
    await write(ana.page, 'Refused')
    const failed = ana.page.locator('article[data-state=failed]')
    await expect(failed).toContainText('Nobody wants to read that.')
    await expect(failed.getByRole('button', { name: 'Retry' })).toBeVisible()
    await ana.page.unroute(POSTS)
    await ana.page.route(POSTS, (route) => route.abort())
    await write(ana.page, 'Waits')
    const waiting = ana.page.locator('article[data-state=waiting]')
    await waiting.getByRole('button', { name: 'Take back' }).click()
    await expect(waiting).toContainText('It may have arrived already.')
    await waiting.getByRole('button', { name: 'Take back anyway' }).click()
    await expect(composer(ana.page)).toHaveValue('Waits')

    await failed.getByRole('button', { name: 'Take back' }).click()
    await expect(articles(ana.page)).toHaveCount(0)
    const other = ana.page.getByRole('region', { name: 'Another draft' })
    await expect(other).toContainText('Refused')
    await other.getByRole('button', { name: 'Put back' }).click()
    await expect(composer(ana.page)).toHaveValue('Refused')
    await expect(other).toContainText('Waits')
    await ana.page.reload()
    await expect(composer(ana.page)).toHaveValue('Refused')
    await expect(other).toContainText('Waits')
  })

  test('Undo removes it from every screen', async ({ join }) => {
    const [ana, ben] = [await join('Ana'), await join('Ben')]
    await follow(ben, ana)
    await Promise.all([openFeed(ana), openFeed(ben)])
    await write(ana.page, 'Hasty')
    await expectNew(ben.page, 1)
    await ana.page.getByRole('button', { name: 'Undo' }).click()
    await expect(articles(ana.page)).toHaveCount(0)
    await expect(composer(ana.page)).toHaveValue('Hasty')
    await expectNew(ben.page, 0)
    expect(await feedTexts(ben)).toEqual([])
    expect(await ownTexts(ana)).toEqual([])
  })
})

test.describe('Changing a post', () => {
  test('an edit reaches Ben’s open feed and the open page of the post', async ({ join }) => {
    const [ana, ben, cleo] = [await join('Ana'), await join('Ben'), await join('Cleo')]
    await follow(ben, ana)
    await follow(cleo, ana)
    const { id } = await post(ana, 'Teh first')
    await Promise.all([openFeed(ana), openFeed(ben), cleo.page.goto(`/posts/${id}`)])
    await articles(ana.page).getByRole('button', { name: 'More about the post by Ana' }).click()
    await ana.page.getByRole('menuitem', { name: 'Edit' }).click()
    await ana.page.getByRole('textbox', { name: 'Text' }).fill('The first')
    await ana.page.getByRole('button', { name: 'Save' }).click()
    for (const { page } of [ana, ben, cleo]) {
      await expect(page.getByRole('article')).toContainText('The first')
      await expect(page.getByRole('article')).toContainText('edited')
    }
  })

  test('a deletion reaches them too; Undo brings the post back where it stood', async ({ join }) => {
    const [ana, ben, cleo] = [await join('Ana'), await join('Ben'), await join('Cleo')]
    await follow(ben, ana)
    await follow(cleo, ana)
    const { id } = await post(ana, 'Middle')
    await post(ana, 'Newest')
    await Promise.all([openFeed(ana), openFeed(ben), cleo.page.goto(`/posts/${id}`)])
    await articleWith(ana.page, 'Middle').getByRole('button', { name: 'More about the post by Ana' }).click()
    await ana.page.getByRole('menuitem', { name: 'Delete' }).click()
    for (const { page } of [ana, ben]) await expect(articles(page)).toHaveCount(1)
    await expect(cleo.page.getByRole('heading', { name: 'This post is gone' })).toBeVisible()
    await ana.page.getByRole('button', { name: 'Undo' }).click()
    await expect(articles(ana.page)).toHaveText([/Newest/, /Middle/])
    await expect.poll(() => feedTexts(ben)).toEqual(['Newest', 'Middle'])
  })

  test('its audience is chosen, remembered and shown; who is no longer in it does not see the post any more', async ({
    join,
  }) => {
    const [ana, ben] = [await join('Ana'), await join('Ben')]
    await follow(ben, ana)
    await Promise.all([openFeed(ana), openFeed(ben)])
    await ana.page.getByRole('button', { name: 'For: Everyone' }).click()
    await ana.page.getByRole('menuitemcheckbox', { name: /^Only me/ }).click()
    await write(ana.page, 'Dear diary')
    await expect(articleWith(ana.page, 'Dear diary')).toContainText('Only me')
    await expect(ana.page.locator('article[data-state=sent]')).toHaveCount(1)
    await ana.page.reload()
    await expect(ana.page.getByRole('button', { name: 'For: Only me' })).toBeVisible()

    const { id } = await post(ana, 'Open')
    await expectNew(ben.page, 1)
    await pill(ben.page).click()
    await expect(articles(ben.page)).toHaveCount(1)
    await edit(ana, { id }, { audience: 'friends' })
    await expect(articles(ben.page)).toHaveCount(0)
  })
})

test.describe('Checking in', () => {
  test('Ana finds a place, or adds it, and Ben reads where she is', async ({ join }) => {
    const [ana, ben] = [await join('Ana'), await join('Ben')]
    await follow(ben, ana)
    await post(ana, 'Out and about today')
    await Promise.all([openFeed(ana), openFeed(ben)])
    const name = `Café Luna ${ana.handle}`
    await ana.page.getByRole('button', { name: 'Check in' }).click()
    await ana.page.getByRole('combobox', { name: 'Where are you?' }).fill(name)
    await ana.page.getByRole('option', { name: `Add “${name}”` }).click()
    await ana.page.getByRole('textbox', { name: `What is ${name}?` }).fill('Café')
    await ana.page.getByRole('button', { name: 'Add place' }).click()
    await ana.page.getByRole('radio', { name: 'Is eating at' }).check({ force: true })
    await ana.page.getByRole('button', { name: 'Post', exact: true }).click()
    await expect(articles(ana.page).first()).toContainText(`is eating at ${name}`)

    await pill(ben.page).click()
    await expect(articles(ben.page).first()).toContainText(`is eating at ${name} · Café`)
    await articles(ben.page).getByRole('link', { name }).click()
    await expect(ben.page.getByRole('heading', { name })).toBeVisible()
    await expect(ben.page.getByRole('article')).toContainText('is eating at')
  })

  test('a known place is found by keyboard alone', async ({ join }) => {
    const ana = await join('Ana')
    const name = `Aurora ${ana.handle}`
    await createPlace(ana, { name, kind: 'Park' })
    await openFeed(ana)
    await ana.page.getByRole('button', { name: 'Check in' }).press('Enter')
    await ana.page.getByRole('combobox', { name: 'Where are you?' }).fill(name)
    await expect(ana.page.getByRole('option')).toHaveText([/Park/])
    await ana.page.getByRole('combobox', { name: 'Where are you?' }).press('Enter')
    await composer(ana.page).fill('Sun!')
    await composer(ana.page).press('Control+Enter')
    await expect(ana.page.locator('article[data-state=sent]')).toContainText(`is at ${name}`)
  })
})
