import type { Post } from '@/lib/shared/views'
import { bellState, like, post, unlike } from '../../support/acts'
import { drain } from '../../support/jobs'
import { type Person, person } from '../../support/people'

export type PostWithFans = { ben: Person; said: Post; fans: Person[] }

/** Ben, a post of his, and people who may like it. */
export async function postWithFans(...names: string[]): Promise<PostWithFans> {
  const ben = await person('Ben')
  const said = await post(ben, 'hello')
  const fans: Person[] = []
  for (const name of names) fans.push(await person(name))
  return { ben, said, fans }
}

/** One after the other; each like is processed before the next. */
export async function fansLike({ said, fans }: PostWithFans, ...which: number[]): Promise<void> {
  for (const at of which) {
    const fan = fans[at]
    if (!fan) throw new Error('there is no such fan')
    await like(fan, said)
    await drain()
  }
}

export async function fanUnlikes({ said, fans }: PostWithFans, at: number): Promise<void> {
  const fan = fans[at]
  if (!fan) throw new Error('there is no such fan')
  await unlike(fan, said)
  await drain()
}

export const counts = async (who: Person) => {
  const { unseen, unread } = await bellState(who)
  return { unseen, unread }
}
