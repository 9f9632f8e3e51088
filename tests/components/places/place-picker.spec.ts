import { befriend, createPlace, foundPlaces, post } from '../support/acts'
import { composer, openFeed } from '../support/feed-page'
import { expect, test } from '../support/support'

test('Ana chooses only what she means, and what she adds for friends only friends find', async ({ join, tolerate }) => {
  const [ana, ben, cleo] = [await join('Ana'), await join('Ben'), await join('Cleo')]
  await befriend(ana, ben)
  const [visited, other] = [`Café Ölmühle ${ana.handle}`, `Aurora ${ana.handle}`]
  const { id: placeId } = await createPlace(ana, { name: visited })
  await createPlace(ben, { name: other })
  await post(ana, 'Soup', { audience: 'only_me', activity: { verb: 'ate_at', placeId } })

  const { page } = ana
  const field = page.getByRole('combobox', { name: 'Where are you?' })
  const options = page.getByRole('option')
  await openFeed(ana)
  await composer(page).fill('Sun!')
  await page.getByRole('button', { name: 'Check in' }).click()

  await test.step('where she was comes first, and nothing is chosen before she does', async () => {
    await expect(options.first()).toContainText(visited)
    await expect(page.locator('[role=option][aria-selected=true]')).toHaveCount(0)
    await field.press('Enter')
    await field.fill('aur')
    await expect(options.last()).toContainText('Add “aur”')
    await field.press('Enter')
    await expect(field).toBeVisible()
    await expect(page.getByRole('article', { name: /Sun!/ })).toHaveCount(0)
  })

  await test.step('the keys move over the choices, also from one end to the other', async () => {
    await field.fill(other.toUpperCase())
    await expect(options).toHaveText([new RegExp(other)])
    for (const key of ['ArrowUp', 'ArrowDown']) await field.press(key)
    await expect(options.first()).toHaveAttribute('aria-selected', 'true')
    await field.fill(`${other} x`)
    await expect(page.locator('[role=option][aria-selected=true]')).toHaveCount(0)
  })

  await test.step('an error says so, and the next try finds the places', async () => {
    tolerate(/Failed to load resource/)
    await page.route('**/api/places?*', (route) =>
      route.fulfill({ status: 500, json: { error: { code: 'internal', message: 'Broken.' } } }),
    )
    await field.fill('olm')
    await expect(page.getByRole('alert').filter({ hasText: 'Broken.' })).toBeVisible()
    await page.unroute('**/api/places?*')
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect(options.first()).toContainText('Ölmühle')
  })

  await test.step('the name without accents and capitals chooses the place', async () => {
    await field.fill(visited.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase())
    await expect(options).toHaveText([new RegExp(visited)])
    await field.press('Enter')
    await expect(page.getByRole('button', { name: `Remove ${visited}` })).toBeVisible()
  })

  const secret = `Lake house ${ana.handle}`
  await test.step('what she adds is seen by nobody else before she posts, and then by her friend alone', async () => {
    await page.getByRole('button', { name: 'For: Everyone' }).click()
    await page.getByRole('menuitemcheckbox', { name: /^Friends/ }).click()
    await page.getByRole('button', { name: 'Check in' }).click()
    await field.fill(secret)
    await options.filter({ hasText: `Add “${secret}”` }).click()
    await page.getByRole('textbox', { name: `What is ${secret}?` }).fill('Hut')
    await page.getByRole('button', { name: 'Add place' }).click()
    await expect(page.getByRole('button', { name: `Remove ${secret}` })).toBeVisible()
    for (const other of [ben, cleo]) expect(await foundPlaces(other, secret)).toEqual([])
    await page.getByRole('button', { name: 'Post', exact: true }).click()
    await expect(page.locator('article[data-state=sent]').first()).toContainText(secret)
    expect([await foundPlaces(ben, secret), await foundPlaces(cleo, secret)]).toEqual([[secret], []])
  })

  await test.step('the list of places shows it to Ben and not to Cleo', async () => {
    const search = `/places?q=${encodeURIComponent(secret.toLowerCase())}`
    await Promise.all([ben.page.goto(search), cleo.page.goto(search)])
    await expect(ben.page.getByRole('list', { name: 'Places' }).getByRole('link')).toHaveText([new RegExp(secret)])
    await expect(cleo.page.getByRole('heading', { name: /^No place is called/ })).toBeVisible()
  })

  await test.step('the same name on the page of places leads to the place that exists', async () => {
    await cleo.page.getByRole('button', { name: 'Add a place' }).first().click()
    const dialog = cleo.page.getByRole('dialog')
    await dialog.getByLabel('Name').fill(other.toUpperCase())
    await dialog.getByLabel('Kind').fill('Café')
    await dialog.getByRole('button', { name: 'Add place' }).click()
    await expect(cleo.page.getByRole('heading', { name: other, exact: true })).toBeVisible()
  })
})
