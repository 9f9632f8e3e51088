import { block, relationOf } from '../support/acts'
import { answered, expect, type Member, PASSWORD, signIn, signInByRequest, test } from '../support/support'

test('Ana changes her name and what she says about herself', async ({ join }) => {
  const { page, handle } = await join('Ana')
  await page.goto('/settings')
  await page.getByLabel('Name').fill('Ana Castelo-Branco')
  await page.getByLabel('About you').fill('Bakes bread.')
  await page.getByRole('button', { name: 'Save profile' }).click()
  await expect(page.getByText('Your profile is saved.')).toBeVisible()

  await page.goto(`/people/${handle}`)
  await expect(page.getByRole('heading', { name: 'Ana Castelo-Branco' })).toBeVisible()
  await expect(page.getByText('Bakes bread.')).toBeVisible()
})

test('a new password ends every other session', async ({ join, page, tolerate }) => {
  tolerate(/status of (401|422)/)
  const ana = await join('Ana')
  await onAnotherDevice(ana, page)

  await ana.page.goto('/settings/password')
  await ana.page.getByLabel('Current password').fill('not this one')
  await ana.page.getByLabel('New password').fill('a new password')
  await ana.page.getByRole('button', { name: 'Change password' }).click()
  await expect(ana.page.getByText('Current password is not right.')).toBeVisible()

  await ana.page.getByLabel('Current password').fill(PASSWORD)
  await ana.page.getByRole('button', { name: 'Change password' }).click()
  await expect(ana.page.getByText('All other devices are signed out.')).toBeVisible()
  await expect(ana.page.getByLabel('New password')).toHaveValue('')

  await expect(page).toHaveURL(/\/sign-in/)
  await signIn(page, ana.email)
  await expect(page.getByText('do not belong together')).toBeVisible()
  await signIn(page, ana.email, 'a new password')
  await expect(page).toHaveURL('/friends')
})

test('a session ends from another device', async ({ join, page }) => {
  const ana = await join('Ana')
  await onAnotherDevice(ana, page)
  await ana.page.goto('/settings/devices')
  const devices = ana.page.getByRole('list', { name: 'Devices' }).getByRole('listitem')
  await expect(devices).toHaveCount(2)
  await expect(devices.filter({ hasText: 'This device' })).toHaveCount(1)
  await devices.getByRole('button', { name: 'Sign out' }).click()
  await expect(devices).toHaveCount(1)

  // The other device leaves by itself, because its stream ends.
  await expect(page).toHaveURL(/\/sign-in/)
})

test('all other sessions end at once', async ({ join, page, browser }) => {
  const ana = await join('Ana')
  await onAnotherDevice(ana, page)
  const third = await browser.newPage({ baseURL: new URL(page.url()).origin })
  await onAnotherDevice(ana, third)

  await ana.page.goto('/settings/devices')
  await ana.page.getByRole('button', { name: 'Sign out all other devices' }).click()
  await ana.page.getByRole('dialog').getByRole('button', { name: 'Sign them out' }).click()
  await expect(ana.page.getByRole('list', { name: 'Devices' }).getByRole('listitem')).toHaveCount(1)
  for (const other of [page, third]) await expect(other).toHaveURL(/\/sign-in/)
  await ana.page.goto('/friends')
  await expect(ana.page).toHaveURL('/friends')
  await third.close()
})

test('Ana mutes Ben, finds him in her list, and unmutes him', async ({ join }) => {
  const [ana, ben] = [await join('Ana'), await join('Ben')]
  await ana.page.goto(`/people/${ben.handle}`)
  await ana.page.getByRole('button', { name: 'More about Ben', exact: true }).click()
  await ana.page.getByRole('menuitem', { name: 'Mute' }).click()
  await answered(ana.page, 'PUT /mute', () =>
    ana.page.getByRole('dialog').getByRole('button', { name: 'Mute' }).click(),
  )
  await expect(ana.page.getByText('muted', { exact: true })).toBeVisible()

  await ana.page.goto('/settings/privacy')
  await answered(ana.page, 'DELETE /mute', () => ana.page.getByRole('button', { name: 'Unmute Ben' }).click())
  await expect(ana.page.getByRole('heading', { name: 'You mute nobody' })).toBeVisible()
  expect(await relationOf(ana, ben)).toMatchObject({ muting: false })
})

test('Ana, whom Eve blocks, finds nothing of her, and blocks her back by name', async ({ join, tolerate }) => {
  tolerate(/status of 404/)
  const [ana, eve] = [await join('Ana'), await join('Eve')]
  await block(eve, ana)
  await ana.page.goto(`/people/${eve.handle}`)
  await expect(ana.page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible()

  await ana.page.goto('/settings/privacy')
  const name = ana.page.getByLabel('Name', { exact: true })
  await name.fill('nobody_at_all')
  await ana.page.getByRole('button', { name: 'Block', exact: true }).click()
  await expect(ana.page.getByText('Name belongs to nobody.')).toBeVisible()
  await name.fill(`@${eve.handle}`)
  await answered(ana.page, 'PUT /block', () => ana.page.getByRole('button', { name: 'Block', exact: true }).click())
  await expect(ana.page.getByRole('list', { name: 'People you block' }).getByText(`@${eve.handle}`)).toBeVisible()
  await expect(ana.page.getByRole('button', { name: 'Unblock Eve' })).toBeVisible()
  expect(await relationOf(ana, eve)).toMatchObject({ blocking: true })
})

async function onAnotherDevice(person: Member, page: Member['page']) {
  await signInByRequest(page.context(), person)
  await page.goto('/friends')
  await expect(page).toHaveURL('/friends')
}
