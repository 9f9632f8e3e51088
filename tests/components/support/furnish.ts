import { befriend, bellState, comment, createPlace, follow, like, mute, post, requestFriendship } from './acts'
import { expect, type Member } from './support'

/** How many notifications the member has afterwards: one of each kind except `reply` and `new_post`. */
export const RINGS = 7

/** Gives the screens of a member something to show. Returns their addresses. */
export async function furnish(ana: Member, join: (name: string) => Promise<Member>, friend = 'Ben'): Promise<string[]> {
  const [ben, cleo, dan] = [await join(friend), await join('Cleo'), await join('Dan')]
  await befriend(ana, ben)
  await follow(cleo, ana)
  await requestFriendship(cleo, ana)
  await mute(ana, dan)
  const { id: placeId } = await createPlace(ana, { name: `Aurora ${ana.handle}` })
  const checkIn = await post(ben, 'Here.', { audience: 'friends', activity: { verb: 'visited', placeId } })
  const about = await post(ana, `What a day, @${ben.handle}!`)
  for (const reader of [ana, ben, cleo]) await like(reader, about)
  await comment(cleo, about, 'Is it?')
  await comment(ana, about, 'So I said')
  await comment(
    ben,
    about,
    `It is, @${ana.handle}: https://example.org/the/weather/of/today/and/of/the/day/after/tomorrow`,
  )
  await expect.poll(async () => (await bellState(ana)).unread).toBe(RINGS)
  const person = `/people/${ben.handle}`
  return [
    '/',
    `/posts/${checkIn.id}`,
    `/posts/${about.id}`,
    '/notifications',
    '/notifications?filter=archived',
    person,
    `${person}/friends`,
    `${person}/followers`,
    `${person}/following`,
    `/people/${ana.handle}`,
    `/people/${cleo.handle}`,
    `/people/${dan.handle}`,
    '/friends',
    '/places',
    `/places/${placeId}`,
    '/settings',
    '/settings/password',
    '/settings/devices',
    '/settings/privacy',
  ]
}
