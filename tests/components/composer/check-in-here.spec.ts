import type { Page } from '@playwright/test'
import { createPlace, post } from '../support/acts'
import { composer, openFeed } from '../support/feed-page'
import { expect, test } from '../support/support'

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

/**
 * Notes whether a field has the focus when a tap is handled. Phones show the keyboard only for a focus that is set then, and
 * keep it when the focus goes on to another field.
 */
async function watchFocus(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const fields: string[] = []
    Object.assign(window, { fields })
    window.addEventListener('click', () => fields.push(document.activeElement?.localName ?? ''))
  })
  return () => page.evaluate(() => (window as unknown as { fields: string[] }).fields)
}

test('"Check in here" on a phone leads to the text of a post with the focus, and what is typed on the way arrives', async ({
  join,
}) => {
  const ana = await join('Ana', PHONE)
  const { id } = await createPlace(ana, { name: `Harbour ${ana.handle}` })
  const { page } = ana
  await page.goto(`/places/${id}`)
  const fields = await watchFocus(page)
  await page.getByRole('button', { name: 'Check in here' }).tap()
  expect(await fields()).toEqual([expect.stringMatching(/^(input|textarea)$/)])
  await page.keyboard.type('Ahoy')
  await expect(composer(page)).toBeFocused()
  await page.keyboard.type(', all')
  await expect(composer(page)).toHaveValue('Ahoy, all')
  await expect(composer(page)).toBeInViewport()
  await expect(page.getByText(`Harbour ${ana.handle}`)).toBeVisible()
  await expect(page).toHaveURL('/')
})

test('the buttons "Comment" and "Check in" bring up the keyboard, too', async ({ join }) => {
  const ana = await join('Ana', PHONE)
  await post(ana, 'Hello.')
  await openFeed(ana)
  const { page } = ana
  const fields = await watchFocus(page)
  await page.getByRole('button', { name: 'Check in', exact: true }).tap()
  await expect(page.getByRole('combobox', { name: 'Where are you?' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(composer(page)).toBeFocused()
  await page.getByRole('link', { name: /^Comment/ }).tap()
  await expect(page.getByRole('textbox', { name: 'Write a comment' })).toBeFocused()
  expect(await fields()).toEqual([
    expect.stringMatching(/^(input|textarea)$/),
    expect.stringMatching(/^(input|textarea)$/),
  ])
})
