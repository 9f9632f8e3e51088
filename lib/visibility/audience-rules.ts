import type { Audience } from '@/lib/shared/views'
import { areFriends } from './relation-sql'

/** What an audience requires of a reader who is not the author. */
type Requirement = 'authorship' | 'friendship' | 'nothing'

/**
 * The audiences of a post, from the narrowest to the widest, and what each requires. Every form of the rule below is made
 * from this table; tests/lib/visibility proves on a real database that the forms agree.
 */
const REQUIRED: Record<Audience, Requirement> = {
  only_me: 'authorship',
  friends: 'friendship',
  public: 'nothing',
}

const ALL = Object.entries(REQUIRED) as [Audience, Requirement][]

/** Whether a viewer who is not the author meets a requirement, as SQL. Both are bigint expressions. */
const CONDITIONS: Record<Requirement, (author: string, viewer: string) => string> = {
  authorship: () => 'false',
  friendship: areFriends,
  nothing: () => 'true',
}

/** What the rule needs to know of a post or of a revision, as SQL expressions. */
type PostTerms = { author: string; audience: string }

/** Whether a post is for this viewer, who may be its author, as SQL. It is NULL (no) where an anonymous viewer is refused. */
export function isFor({ author, audience }: PostTerms, viewer: string): string {
  const admitted = ALL.map(
    ([name, required]) => `(${audience} = '${name}' AND ${CONDITIONS[required](author, viewer)})`,
  )
  return `(${author} = ${viewer} OR ${admitted.join(' OR ')})`
}

/** Whether somebody who is not the author may see posts of one known audience, as SQL. */
export function admits(audience: Audience, { author, viewer }: { author: string; viewer: string }): string {
  return CONDITIONS[REQUIRED[audience]](author, viewer)
}

/** An SQL array of the audiences that are open to the author, to a friend, or to anybody. */
export function audiencesOpenTo(reader: 'author' | 'friend' | 'anybody'): string {
  const met: Record<typeof reader, Requirement[]> = {
    author: ['nothing', 'friendship', 'authorship'],
    friend: ['nothing', 'friendship'],
    anybody: ['nothing'],
  }
  return `ARRAY[${names(met[reader])}]`
}

/** Whether a post is shown to some people only because they are friends of its author, as SQL. */
export function requiresFriendship(audience: string): string {
  return `${audience} IN (${names(['friendship'])})`
}

/** Whether a post that had the audience `before` reaches more people with the audience `after`. */
export function isWider(after: Audience, before: Audience): boolean {
  const order = ALL.map(([audience]) => audience)
  return order.indexOf(after) > order.indexOf(before)
}

function names(required: Requirement[]): string {
  return ALL.filter(([, requirement]) => required.includes(requirement))
    .map(([audience]) => `'${audience}'`)
    .join(', ')
}
