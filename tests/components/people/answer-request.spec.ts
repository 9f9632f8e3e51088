import type { Page } from '@playwright/test'
import { acceptFriendship, block, follow, relationOf, requestFriendship, unfriend } from '../support/acts'
import { openPanel, rows } from '../support/bell-page'
import { openFeed } from '../support/feed-page'
import { answered, expect, LIVE, type Member, test } from '../support/support'

/** Ben opens a screen on which he can answer a request. */
type Surface = {
  name: string
  open: (ben: Member, ana: Member) => Promise<unknown>
  accept: string
  decline: string
  /** Shows only requests that ring. */
  isBell?: boolean
}

const SURFACES: Surface[] = [
  {
    name: 'on the Friends page',
    open: ({ page }) => page.goto('/friends'),
    accept: 'Accept Ana',
    decline: 'Decline Ana',
  },
  {
    name: 'in the panel of the bell',
    open: async (ben) => {
      await openFeed(ben)
      await openPanel(ben.page)
    },
    accept: 'Accept Ana',
    decline: 'Decline Ana',
    isBell: true,
  },
  {
    name: 'on Ana’s profile',
    open: ({ page }, ana) => page.goto(`/people/${ana.handle}`),
    accept: 'Accept',
    decline: 'Decline',
  },
]

/** Something happens after Ben has pressed the button and before his request reaches the server. */
async function beforeTheAnswer(page: Page, work: () => Promise<unknown>): Promise<void> {
  await page.route(
    '**/friendship',
    async (route) => {
      await work()
      await route.continue()
    },
    { times: 1 },
  )
}

for (const { name, open, accept, decline, isBell } of SURFACES) {
  test.describe(`A friend request that Ben answers ${name}`, () => {
    async function anaHasAsked(join: (name: string) => Promise<Member>): Promise<[ana: Member, ben: Member]> {
      const [ana, ben] = [await join('Ana'), await join('Ben')]
      await requestFriendship(ana, ben)
      await open(ben, ana)
      await expect(ben.page.getByRole('button', { name: accept })).toBeVisible()
      return [ana, ben]
    }

    test('makes friends of them, with one request for two presses', async ({ join }) => {
      const [ana, ben] = await anaHasAsked(join)
      const sent: unknown[] = []
      ben.page.on('request', (request) => request.method() === 'PUT' && sent.push(request.postDataJSON()))
      await answered(ben.page, 'PUT /friendship', () => ben.page.getByRole('button', { name: accept }).dblclick())
      await expect(ben.page.getByText(/^You and Ana \(@ana_\w+\) are friends now\.$/)).toBeVisible()
      await expect(ben.page.getByRole('button', { name: accept })).toHaveCount(0, LIVE)
      expect(await relationOf(ben, ana)).toMatchObject({ friendship: 'friends' })
      expect(sent.filter((body) => JSON.stringify(body) === '{"accept":true}')).toHaveLength(1)
    })

    test('that Ana has withdrawn meanwhile asks her nothing, and says so', async ({ join }) => {
      const [ana, ben] = await anaHasAsked(join)
      await beforeTheAnswer(ben.page, () => unfriend(ana, ben))
      await ben.page.getByRole('button', { name: accept }).click()
      await expect(ben.page.getByText(/^Ana \(@ana_\w+\) took the request back\.$/)).toBeVisible()
      await expect(ben.page.getByText('friends now')).toHaveCount(0)
      await expect(ben.page.getByRole('button', { name: accept })).toHaveCount(0, LIVE)
      expect(await relationOf(ben, ana)).toMatchObject({ friendship: 'none' })
    })

    test('that he has accepted in another tab is accepted still', async ({ join }) => {
      const [ana, ben] = await anaHasAsked(join)
      await beforeTheAnswer(ben.page, () => acceptFriendship(ben, ana))
      await ben.page.getByRole('button', { name: accept }).click()
      await expect(ben.page.getByText(/^You and Ana \(@ana_\w+\) are friends now\.$/)).toBeVisible()
      expect(await relationOf(ben, ana)).toMatchObject({ friendship: 'friends' })
    })

    test('from somebody who blocks him meanwhile cannot be accepted', async ({ join, tolerate }) => {
      tolerate(/status of 404/)
      const [ana, ben] = await anaHasAsked(join)
      await beforeTheAnswer(ben.page, () => block(ana, ben))
      await ben.page.getByRole('button', { name: accept }).click()
      await expect(ben.page.getByText('There is no such person.').first()).toBeVisible()
      await expect(ben.page.getByText('friends now')).toHaveCount(0)
      await expect(ben.page.getByRole('button', { name: 'Retry' })).toHaveCount(0)
    })

    test('stays when the server cannot be reached, and Retry answers it', async ({ join, tolerate }) => {
      tolerate(/ERR_FAILED|Failed to load/)
      const [ana, ben] = await anaHasAsked(join)
      await ben.page.route('**/friendship', (route) => route.abort(), { times: 1 })
      await ben.page.getByRole('button', { name: accept }).click()
      await expect(ben.page.getByText('cannot be reached')).toBeVisible()
      await expect(ben.page.getByRole('button', { name: decline })).toBeVisible()
      await answered(ben.page, 'PUT /friendship', () => ben.page.getByRole('button', { name: 'Retry' }).click())
      await expect(ben.page.getByText(/^You and Ana \(@ana_\w+\) are friends now\.$/)).toBeVisible()
      expect(await relationOf(ben, ana)).toMatchObject({ friendship: 'friends' })
    })

    test('is declined, and Ana may ask again, in silence', async ({ join }) => {
      const [ana, ben] = await anaHasAsked(join)
      await answered(ben.page, 'DELETE /friendship', () => ben.page.getByRole('button', { name: decline }).click())
      await expect(ben.page.getByText(/^You declined Ana \(@ana_\w+\)'s request\./)).toBeVisible()
      await expect(ben.page.getByRole('button', { name: accept })).toHaveCount(0, LIVE)
      await requestFriendship(ana, ben)
      expect(await relationOf(ben, ana)).toMatchObject({ friendship: 'asked' })
      // A row that comes later shows that hers does not come.
      await follow(await join('Cleo'), ben)
      await open(ben, ana)
      await expect(ben.page.getByRole('button', { name: accept })).toHaveCount(isBell ? 0 : 1)
    })
  })
}

test('in the bell, a request that Ana has withdrawn is answered in its row, which then goes', async ({ join }) => {
  const [ana, ben] = [await join('Ana'), await join('Ben')]
  await requestFriendship(ana, ben)
  await ben.page.goto('/notifications')
  await beforeTheAnswer(ben.page, () => unfriend(ana, ben))
  await ben.page.getByRole('button', { name: 'Accept Ana' }).click()
  await expect(ben.page.getByText(/^Ana \(@ana_\w+\) took the request back\.$/)).toBeVisible()
  await expect(rows(ben.page)).toHaveCount(0, LIVE)
})
