import type { Post } from '@/lib/shared/views'
import { drain } from '../../support/jobs'
import { type Person, person } from '../../support/people'
import { post } from '../../support/posting'
import { likes, unlikes } from './acts'
import { stateOf } from './bells'

export type Scene = { ben: Person; said: Post; fans: Person[] }

/** Ben, a post of his, and people who may like it. */
export async function scene(...names: string[]): Promise<Scene> {
  const ben = await person('Ben')
  const said = await post(ben, 'hello')
  const fans: Person[] = []
  for (const name of names) fans.push(await person(name))
  return { ben, said, fans }
}

/** One after the other; each like is processed before the next. */
export async function like({ said, fans }: Scene, ...which: number[]): Promise<void> {
  for (const at of which) {
    const fan = fans[at]
    if (!fan) throw new Error('there is no such fan')
    await likes(fan, said)
    await drain()
  }
}

export async function unlike({ said, fans }: Scene, at: number): Promise<void> {
  const fan = fans[at]
  if (!fan) throw new Error('there is no such fan')
  await unlikes(fan, said)
  await drain()
}

export const counts = async (who: Person) => {
  const { unseen, unread } = await stateOf(who)
  return { unseen, unread }
}
