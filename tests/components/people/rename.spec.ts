import { changeProfile, comment, follow, like, post } from '../support/acts'
import { expectBadge, openPanel, rows } from '../support/bell-page'
import { articleWith, expectNew, openFeed, openLive, pill } from '../support/feed-page'
import { expect, LIVE, test } from '../support/support'

test('Ana takes another name: every page shows it and none the old one, hers and others’', async ({ join }) => {
  const [ana, ben, cleo] = [await join('Ana Old'), await join('Ben'), await join('Cleo')]
  await follow(ben, ana)
  await follow(ana, ben)
  await post(ana, 'First story')
  const his = await post(ben, 'A word of Ben')
  await comment(ana, his, 'A remark of Ana')
  await like(ana, his)
  await openFeed(ben)
  await expectBadge(ben.page, 3)
  await openPanel(ben.page)
  await expect(rows(ben.page).first()).toContainText('Ana Old')
  const [conversation, list] = [await ben.context.newPage(), await ben.context.newPage()]
  // Tabs without a stream of their own become quiet when they are ready for frames.
  await conversation.goto(`/posts/${his.id}`, { waitUntil: 'networkidle' })
  await list.goto(`/people/${ben.handle}/followers`, { waitUntil: 'networkidle' })
  await Promise.all([openLive(cleo, `/people/${ana.handle}`), openLive(ana, '/')])
  await expect(list.getByRole('link', { name: 'Ana Old' })).toBeVisible()
  await expect(cleo.page).toHaveTitle(/Ana Old/)
  const all = [ben.page, conversation, list, cleo.page, ana.page]

  await changeProfile(ana, { name: 'Ana New' })
  await Promise.all(all.map((page) => expect(page.getByText('Ana New').first()).toBeVisible(LIVE)))
  await Promise.all(all.map((page) => expect(page.getByText('Ana Old')).toHaveCount(0, LIVE)))
  await expect(cleo.page).toHaveTitle(/Ana New/)
  await expect(articleWith(ben.page, 'First story').getByRole('button', { name: /^More about/ })).toHaveAccessibleName(
    'More about the post by Ana New',
  )

  await ben.page.keyboard.press('Escape')
  await post(ana, 'Second story')
  await expectNew(ben.page, 1)
  await pill(ben.page).click()
  await expect(articleWith(ben.page, 'Second story')).toContainText('Ana New')
  await expect(ben.page.getByText('Ana Old')).toHaveCount(0)
})
