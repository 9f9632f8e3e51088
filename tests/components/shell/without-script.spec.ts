import { expect, signIn, signUp, test } from '../support/support'

test.use({ javaScriptEnabled: false })

test('without scripts one can sign up, read and sign in; what does not work says so', async ({ page, context }) => {
  const account = await signUp(page, 'Ana')
  const notice = page.locator('noscript p')
  await expect(notice).toBeVisible()
  await expect(notice).toHaveText(/^Your browser runs no scripts here\. You can read, but/)
  for (const path of ['/settings', '/settings/password', '/places', '/notifications']) {
    await page.goto(path)
    await expect(notice).toBeVisible()
  }
  await context.clearCookies()
  await page.goto('/sign-in?next=%2Fplaces')
  await signIn(page, account.email, 'the wrong horse')
  await expect(page.getByRole('alert').filter({ hasText: 'do not belong together' })).toBeVisible()
  await signIn(page, account.email)
  await expect(page).toHaveURL('/places')
})

test('no form puts what is written into the address', async ({ page, context }) => {
  const { email } = await signUp(page, 'Ana')
  for (const path of ['/', '/settings', '/settings/password', '/places']) {
    await page.goto(path)
    // A browser adds the named fields of a form without `method` to the address.
    await expect(page.locator('form:not([method="post"]) :is(input, textarea, select)[name]')).toHaveCount(0)
  }
  await context.clearCookies()
  for (const path of ['/sign-in', '/sign-up']) {
    await page.goto(path)
    await page.getByLabel('E-mail').fill(email)
    await page.getByLabel('Password').fill('the wrong horse')
    await page.getByLabel('Password').press('Enter')
    await expect(page).not.toHaveURL(/horse|%40|@/)
  }
})
