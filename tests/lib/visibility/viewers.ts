import type { Audience } from '@/lib/shared/views'
import { befriend, block, follow } from '../../support/acts'
import { type Person, people } from '../../support/people'

/** The audiences of Ana's posts that each viewer may see. */
export const MAY_SEE: Record<string, Audience[]> = {
  'Ana herself': ['public', 'friends', 'only_me'],
  'Ben, her friend': ['public', 'friends'],
  'Cleo, who follows her': ['public'],
  'Dana, a stranger': ['public'],
  'Emil, whom she blocks': [],
  'Fay, who blocks her': [],
  nobody: ['public'],
}

type Viewers = {
  ana: Person
  ben: Person
  cleo: Person
  dana: Person
  /** By the names of `MAY_SEE`. Undefined for nobody, who is not signed in. */
  viewers: Record<string, Person | undefined>
}

/** Ana, and one person in each relation to her. */
export async function anaAndHerViewers(): Promise<Viewers> {
  const [ana, ben, cleo, dana] = await people('Ana', 'Ben', 'Cleo', 'Dana')
  const [emil, fay] = await people('Emil', 'Fay')
  await befriend(ana, ben)
  await follow(cleo, ana)
  await block(ana, emil)
  await block(fay, ana)
  const viewers = {
    'Ana herself': ana,
    'Ben, her friend': ben,
    'Cleo, who follows her': cleo,
    'Dana, a stranger': dana,
    'Emil, whom she blocks': emil,
    'Fay, who blocks her': fay,
    nobody: undefined,
  }
  return { ana, ben, cleo, dana, viewers }
}
