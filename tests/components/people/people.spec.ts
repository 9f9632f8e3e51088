import type { Page } from '@playwright/test'
import { befriend, block, follow, post } from '../support/acts'
import { accountOf, answered, expect, PASSWORD, signIn, signUp, test } from '../support/support'

test.describe('Accounts', () => {
  test('Ana signs up, signs out, and signs in again', async ({ page }) => {
    const { email, handle } = await signUp(page, 'Ana Castelo')
    await page.goto(`/people/${handle}`)
    await expect(page.getByRole('heading', { name: 'Ana Castelo' })).toBeVisible()

    await page.goto('/settings')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await expect(page.getByRole('link', { name: 'Sign in' }).first()).toBeVisible()
    await page.goto('/settings')
    await expect(page).toHaveURL('/sign-in?next=%2Fsettings')

    await signIn(page, email)
    await expect(page).toHaveURL('/settings')
  })

  test('what is wrong with a sign-up is said at its field, which gets the focus', async ({ page, join, tolerate }) => {
    tolerate(/status of (409|422)/)
    const ana = await join('Ana')
    await page.goto('/sign-up')
    await page.getByLabel('Name').fill('Another Ana')
    await page.getByLabel('Handle').fill(ana.handle.toUpperCase())
    await page.getByLabel('E-mail').fill(accountOf('other').email)
    await page.getByLabel('Password').fill('short')
    await page.getByRole('button', { name: 'Create account' }).click()
    await expect(page.getByText('Password needs 8 characters.')).toBeVisible()
    await expect(page.getByLabel('Password')).toBeFocused()

    await page.getByLabel('Password').fill(PASSWORD)
    await page.getByRole('button', { name: 'Create account' }).click()
    await expect(page.getByText('Handle is taken.')).toBeVisible()
    await expect(page.getByLabel('Handle')).toBeFocused()
    await expect(page.getByLabel('Name')).toHaveValue('Another Ana')
  })

  test('a wrong password and an unknown address are answered alike', async ({ page, join, tolerate }) => {
    tolerate(/status of 401/)
    const ana = await join('Ana')
    const answers: (string | null)[] = []
    for (const email of [ana.email, accountOf('nobody').email]) {
      await page.goto('/sign-in')
      await signIn(page, email, 'not the password')
      answers.push(await page.getByRole('alert').filter({ hasText: /\w/ }).first().textContent())
    }
    expect(answers[0]).toMatch(/do not belong together/)
    expect(answers[1]).toBe(answers[0])
  })

  test('signing in leads back to the page that was asked for, and never to another site', async ({ page, join }) => {
    const ana = await join('Ana')
    await page.goto('/friends')
    await signIn(page, ana.email)
    await expect(page).toHaveURL('/friends')

    // Away first: an open page would reload when its session is gone.
    await page.goto('about:blank')
    await page.context().clearCookies()
    await page.goto('/sign-in?next=//elsewhere.invalid/feed')
    await signIn(page, ana.email)
    await expect(page).toHaveURL('/')
  })
})

test.describe('Following', () => {
  test('Ana follows Ben, lets him ring, and unfollows him', async ({ join }) => {
    const [ana, ben] = [await join('Ana'), await join('Ben')]
    const { page } = ana
    await page.goto(`/people/${ben.handle}`)
    await answered(page, 'PUT /follow', () => page.getByRole('button', { name: 'Follow' }).click())
    await expect(page.getByRole('button', { name: 'Following' })).toBeVisible()
    await answered(page, 'PUT /follow', () => page.getByRole('button', { name: 'Ring for new posts' }).click())
    await expect(page.getByRole('button', { name: 'Stop ringing for new posts' })).toBeVisible()

    await page.reload()
    await expect(page.getByRole('button', { name: 'Stop ringing for new posts' })).toBeVisible()
    await page.getByRole('link', { name: 'Followers' }).click()
    await expect(page.getByRole('list', { name: 'Followers' }).getByText(`@${ana.handle}`)).toBeVisible()

    await page.getByRole('button', { name: 'Following' }).click()
    await expect(page.getByRole('button', { name: 'Follow', exact: true })).toBeVisible()
    await expect(page.getByRole('heading', { name: 'Ben has no followers yet' })).toBeVisible()
  })
})

test.describe('Friends', () => {
  test('Ana asks, Ben accepts on the Friends page, and Ana ends it', async ({ join }) => {
    const [ana, ben] = [await join('Ana'), await join('Ben')]
    await ana.page.goto(`/people/${ben.handle}`)
    await answered(ana.page, 'PUT /friendship', () => ana.page.getByRole('button', { name: 'Add friend' }).click())
    await expect(ana.page.getByRole('button', { name: 'Request sent' })).toBeVisible()

    await ben.page.goto('/friends')
    await ben.page.getByRole('button', { name: 'Accept Ana' }).click()
    await expect(ben.page.getByRole('list', { name: 'Your friends' }).getByText(`@${ana.handle}`)).toBeVisible()
    await expect(ben.page.getByRole('heading', { name: 'No requests are waiting' })).toBeVisible()

    await ana.page.reload()
    await ana.page.getByRole('button', { name: 'Friends' }).click()
    await ana.page.getByRole('menuitem', { name: 'End friendship' }).click()
    await ana.page.getByRole('dialog').getByRole('button', { name: 'End friendship' }).click()
    await expect(ana.page.getByRole('button', { name: 'Add friend' })).toBeVisible()
    await expect(ana.page.getByRole('button', { name: 'Following' })).toBeVisible()
  })

  test('a request can be withdrawn, and declined', async ({ join }) => {
    const [ana, ben] = [await join('Ana'), await join('Ben')]
    await ana.page.goto(`/people/${ben.handle}`)
    await answered(ana.page, 'PUT /friendship', () => ana.page.getByRole('button', { name: 'Add friend' }).click())
    await ana.page.getByRole('button', { name: 'Request sent' }).click()
    await ana.page.getByRole('menuitem', { name: 'Withdraw request' }).click()
    await expect(ana.page.getByRole('button', { name: 'Add friend' })).toBeVisible()

    // At once, while the withdrawal may still be under way: the requests arrive in the order of the presses.
    await answered(ana.page, 'PUT /friendship', () => ana.page.getByRole('button', { name: 'Add friend' }).click())
    await expect(ana.page.getByRole('button', { name: 'Request sent' })).toBeVisible()
    await ben.page.goto(`/people/${ana.handle}`)
    await expect(ben.page.getByText('Ana would like to be your friend.')).toBeVisible()
    await answered(ben.page, 'DELETE /friendship', () => ben.page.getByRole('button', { name: 'Decline' }).click())
    await expect(ben.page.getByRole('button', { name: 'Add friend' })).toBeVisible()
    await ana.page.reload()
    await expect(ana.page.getByRole('button', { name: 'Add friend' })).toBeVisible()
  })
})

test.describe('Hidden', () => {
  test('a block hides both from each other at once, and its end restores nothing', async ({ join, tolerate }) => {
    tolerate(/status of 404/)
    const [ana, ben] = [await join('Ana'), await join('Ben')]
    await befriend(ana, ben)
    await post(ben, 'Only my friends know.', { audience: 'friends' })

    await ana.page.goto(`/people/${ben.handle}`)
    await expect(ana.page.getByText('Only my friends know.')).toBeVisible()
    await ana.page.getByRole('button', { name: 'More about Ben', exact: true }).click()
    await ana.page.getByRole('menuitem', { name: 'Block' }).click()
    await ana.page.getByRole('dialog').getByRole('button', { name: 'Block' }).click()
    await expect(ana.page.getByText('You block Ben.')).toBeVisible()
    await expect(ana.page.getByText('Only my friends know.')).toBeHidden()

    await ben.page.goto(`/people/${ana.handle}`)
    await expect(ben.page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible()

    await ana.page.goto('/settings/privacy')
    await ana.page.getByRole('button', { name: 'Unblock Ben' }).click()
    await expect(ana.page.getByRole('heading', { name: 'You block nobody' })).toBeVisible()
    await ana.page.goto(`/people/${ben.handle}`)
    await expect(ana.page.getByRole('button', { name: 'Follow', exact: true })).toBeVisible()
    await expect(ana.page.getByText('Only my friends know.')).toBeHidden()
  })

  test('a permalink to a hidden post is the same page as a wrong address', async ({ join, tolerate }) => {
    tolerate(/status of 404/)
    const [ana, ben, cleo] = [await join('Ana'), await join('Ben'), await join('Cleo')]
    await befriend(ana, ben)
    await follow(cleo, ana)
    const secret = await post(ana, 'A secret.', { audience: 'friends' })

    await ben.page.goto(`/posts/${secret.id}`)
    await expect(ben.page.getByText('A secret.')).toBeVisible()
    const hidden = await read(cleo.page, `/posts/${secret.id}`)
    expect(hidden).toEqual(await read(cleo.page, '/posts/1000000000000000'))
    expect(hidden.status).toBe(404)
    expect(await cleo.page.content()).not.toMatch(/A secret|ana_/)
  })

  test('the profile of somebody who blocks me is the same page as a wrong address', async ({ join, tolerate }) => {
    tolerate(/status of 404/)
    const [ana, ben] = [await join('Ana'), await join('Ben')]
    await block(ana, ben)
    const blocked = await read(ben.page, `/people/${ana.handle}`)
    expect(blocked).toEqual(await read(ben.page, '/people/nobody_at_all'))
    expect(blocked.status).toBe(404)
  })

  /** Everything that a page shows. */
  async function read(page: Page, path: string) {
    const response = await page.goto(path)
    // Next.js sends the page behind its status, and its metadata as they become ready. Its own ones do not depend on the page.
    await page.locator('meta[name="carillon-viewer"]').waitFor({ state: 'attached' })
    const metadata = await page
      .locator('meta[name]:not([name^="next-"]), meta[property]')
      .evaluateAll((all) => all.map((meta) => meta.outerHTML).sort())
    // The announcer of Next.js and the notices of the connection are added when the scripts run, in any order.
    const snapshot = await page.locator('body').ariaSnapshot()
    const body = snapshot.split('\n').filter((line) => !/^- (?:alert|status "Connection")$/.test(line))
    return { status: response?.status(), title: await page.title(), body, metadata }
  }
})

test.describe('Visitors', () => {
  test('somebody without an account reads a profile and is invited', async ({ page, join }) => {
    const ana = await join('Ana')
    await post(ana, 'For everyone.')
    await post(ana, 'For my friends.', { audience: 'friends' })
    await page.goto(`/people/${ana.handle}`)
    await expect(page.getByText('For everyone.')).toBeVisible()
    await expect(page.getByText('For my friends.')).toBeHidden()
    await expect(page.getByRole('button', { name: 'Follow' })).toBeHidden()
    await page.getByRole('link', { name: 'Sign up to follow' }).click()
    await expect(page).toHaveURL(/\/sign-up\?next=/)
  })
})

test.describe('Places', () => {
  test('Ana adds a place, finds it, and sees who was there', async ({ join }) => {
    const { page, ...ana } = await join('Ana')
    const name = `Aurora ${ana.handle}`
    await page.goto('/places')
    await page.getByRole('searchbox', { name: 'Search places' }).fill(name)
    await expect(page.getByRole('heading', { name: `No place is called “${name}” yet` })).toBeVisible()
    await page.getByRole('button', { name: 'Add a place' }).first().click()
    await expect(page.getByRole('dialog').getByLabel('Name')).toHaveValue(name)
    await page.getByRole('dialog').getByLabel('Kind').fill('Café')
    await page.getByRole('dialog').getByRole('button', { name: 'Add place' }).click()
    await expect(page.getByRole('heading', { name, exact: true })).toBeVisible()

    const placeId = new URL(page.url()).pathname.split('/').at(-1) ?? ''
    await post(ana, 'Good soup.', { activity: { verb: 'ate_at', placeId } })
    await page.goto(`/places?q=${encodeURIComponent(name)}`)
    await page.getByRole('list', { name: 'Places' }).getByRole('link', { name }).click()
    await expect(page.getByText('Good soup.')).toBeVisible()
  })
})
