import { changeProfile, comment, follow, post } from '../support/acts'
import { articles, articleWith, composer, openFeed } from '../support/feed-page'
import { expect, test } from '../support/support'

test('a long text, a long word and many blank lines fold, and the reader unfolds what they want', async ({ join }) => {
  const [ana, ben] = [await join('Ana'), await join('Ben')]
  await follow(ben, ana)
  await post(ana, 'w'.repeat(2000))
  await post(ana, `Before${'\n'.repeat(1500)}after`)
  await post(ana, `Story ${'goes on and '.repeat(150)}ends`)
  await openFeed(ben)
  const card = articleWith(ben.page, 'Story')
  await expect(card).not.toContainText('ends')
  await card.getByRole('button', { name: 'Show more' }).click()
  await expect(card).toContainText('ends')
  await card.getByRole('button', { name: 'Show less' }).click()
  await expect(card).not.toContainText('ends')
  for (const each of await articles(ben.page).all()) {
    const box = await each.boundingBox()
    expect(box?.height).toBeLessThan(700)
  }
  const wide = await ben.page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  )
  expect(wide).toBe(false)
})

test('a bio of many lines folds too, and what stands alone names Ana with her handle', async ({ join }) => {
  const [ana, ben] = [await join('Ana'), await join('Ben')]
  const lines = Array.from({ length: 30 }, (_, nth) => `line ${nth}`)
  await changeProfile(ana, { bio: lines.join('\n') })
  const { page } = ben
  await page.goto(`/people/${ana.handle}`)
  await expect(page.getByText('line 9')).toBeVisible()
  await expect(page.getByText('line 29')).toHaveCount(0)
  await page.getByRole('button', { name: 'Show more' }).click()
  await expect(page.getByText('line 29')).toBeVisible()

  const whole = `Ana (@${ana.handle})`
  await expect(page).toHaveTitle(`${whole} · Carillon`)
  for (const ask of ['Mute', 'Block']) {
    await page.getByRole('button', { name: 'More about Ana', exact: true }).click()
    await page.getByRole('menuitem', { name: ask }).click()
    await expect(page.getByRole('dialog', { name: `${ask} ${whole}?` })).toBeVisible()
    await page.getByRole('button', { name: 'Cancel' }).click()
  }
  await page.goto(`/posts/${(await post(ana, 'Bread')).id}`)
  await expect(page).toHaveTitle(`A post by ${whole} · Carillon`)
  await page.goto(`/people/${ana.handle}/followers`)
  await expect(page).toHaveTitle(`Followers · ${whole} · Carillon`)
})

test('only people who exist are links, a link shows its host, and right-to-left text turns neither', async ({
  join,
}) => {
  const [ana, ben] = [await join('Ana'), await join('Ben')]
  await follow(ben, ana)
  const address = `https://accounts.bank.example.evil.example/${'a'.repeat(200)}`
  const text = `مرحبا @${ben.handle} @nobody_here \u202e${address}`
  const written = await post(ana, text)
  await comment(ana, written, `See www.example.com, @${ben.handle}`)
  await openFeed(ben)
  const card = articleWith(ben.page, '@nobody_here')
  const links = card.getByRole('paragraph').getByRole('link', { name: /@|\./ })
  await expect(links).toHaveText([`@${ben.handle}`, /^accounts\.bank\.example\.evil\.example\/a+…$/])
  for (const link of await links.all()) await expect(link).toHaveCSS('unicode-bidi', 'isolate')
  await ben.page.goto(`/posts/${written.id}`)
  const said = ben.page.getByRole('article', { name: 'Comment by Ana' })
  await expect(said).toContainText(`@${ana.handle}`)
  await expect(said.getByRole('link', { name: 'example.com' })).toHaveAttribute('href', 'https://www.example.com/')
})

test('stacked marks stay in their post, and a long name leaves room for the handle', async ({ join }) => {
  const [ana, ben] = [await join('Ana'), await join('Ben')]
  await follow(ben, ana)
  await changeProfile(ana, { name: 'W'.repeat(50) })
  await post(ana, `Z${'\u0335\u0300'.repeat(4)}algo `.repeat(20))
  await ben.page.setViewportSize({ width: 360, height: 740 })
  await openFeed(ben)
  const card = articles(ben.page).first()
  const [cardBox, handleBox] = [
    await card.boundingBox(),
    await card.getByText(`@${ana.handle}`, { exact: true }).boundingBox(),
  ]
  expect(cardBox?.height).toBeLessThan(250)
  expect((handleBox?.x ?? 0) + (handleBox?.width ?? 0)).toBeLessThanOrEqual(360)
  await ben.page.screenshot({ path: test.info().outputPath('marks.png') })
})

test('what is too long or has too many marks is said and never cut: in the composer and in fields', async ({
  join,
  tolerate,
}) => {
  tolerate(/status of 422/)
  const ana = await join('Ana')
  await openFeed(ana)
  await composer(ana.page).fill(`${'👩‍👩‍👧‍👦'.repeat(1990)}\n\n`)
  await expect(ana.page.getByText('10 left')).toBeVisible()
  await composer(ana.page).fill('👩‍👩‍👧‍👦'.repeat(2012))
  await expect(ana.page.getByText('12 too many')).toBeVisible()
  await expect(ana.page.getByRole('button', { name: 'Post', exact: true })).toBeDisabled()
  await composer(ana.page).fill(`Z${'\u0335'.repeat(50)}algo`)
  await ana.page.getByRole('button', { name: 'Post', exact: true }).click()
  await expect(ana.page.getByText('The text has more than 8 marks on one letter.')).toBeVisible()
  await ana.page.goto('/settings')
  await ana.page.getByLabel('Name').fill('x'.repeat(57))
  await ana.page.getByRole('button', { name: 'Save profile' }).click()
  await expect(ana.page.getByText('Name may have 50 characters, and has 7 too many.')).toBeVisible()
  await expect(ana.page.getByLabel('Name')).toHaveValue('x'.repeat(57))
})
