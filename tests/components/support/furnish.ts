import type { Place } from '@/lib/shared/views'
import { comment, like, stateOf } from './bell-page'
import { post } from './feed-page'
import { ask, befriend, expect, follow, type Member } from './support'

/** How many notifications the member has afterwards: one of each kind except `reply` and `new_post`. */
export const RINGS = 7

/** Gives the screens of a member something to show. Returns their addresses. */
export async function furnish(ana: Member, join: (name: string) => Promise<Member>, friend = 'Ben'): Promise<string[]> {
  const [ben, cleo, dan] = [await join(friend), await join('Cleo'), await join('Dan')]
  await befriend(ana, ben)
  await follow(cleo, ana)
  await ask(cleo, 'PUT', `/api/users/${ana.handle}/friendship`)
  await ask(ana, 'PUT', `/api/users/${dan.handle}/mute`)
  const place = { name: `Aurora ${ana.handle}`, kind: 'Café' }
  const { id: placeId } = (await ask<{ place: Place }>(ana, 'POST', '/api/places', place)).place
  const checkIn = await post(ben, { text: 'Here.', audience: 'friends', activity: { verb: 'visited', placeId } })
  const about = await post(ana, { text: `What a day, @${ben.handle}!` })
  for (const reader of [ana, ben, cleo]) await like(reader, about)
  await comment(cleo, about, 'Is it?')
  await comment(ana, about, 'So I said')
  await comment(
    ben,
    about,
    `It is, @${ana.handle}: https://example.org/the/weather/of/today/and/of/the/day/after/tomorrow`,
  )
  await expect.poll(async () => (await stateOf(ana)).unread).toBe(RINGS)
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
