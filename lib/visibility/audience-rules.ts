import type { Audience } from '@/lib/shared/views'
import { areFriends } from './relation-sql'

/** What an audience requires of a reader who is not the author. */
type Requirement = 'authorship' | 'friendship' | 'nothing'

/**
 * The audiences of a post, and what each requires. Every form of the rule below is made from this table; tests/lib/visibility
 * proves on a real database that the forms agree.
 */
const REQUIRED: Record<Audience, Requirement> = {
  only_me: 'authorship',
  friends: 'friendship',
  public: 'nothing',
}

/** Which other audiences each one contains: it reaches everybody whom they reach. */
const CONTAINED: Record<Audience, Audience[]> = {
  only_me: [],
  friends: ['only_me'],
  public: ['only_me', 'friends'],
}

const ALL = Object.entries(REQUIRED) as [Audience, Requirement][]

/** What the rule needs to know of a post, or of an earlier version of one, as SQL expressions. */
export type PostTerms = { author: string; audience: string }

/** The terms of a row: `row` is the alias of "Post", or of "PostRevision", which needs the author of its post. */
export function termsOf(row: string, author = `${row}."authorId"`): PostTerms {
  return { author, audience: `${row}.audience` }
}

/** Whether a viewer who is not the author meets a requirement, as SQL. `viewer` is a bigint expression, here and below. */
const CONDITIONS: Record<Requirement, (post: PostTerms, viewer: string) => string> = {
  authorship: () => 'false',
  friendship: ({ author }, viewer) => areFriends(author, viewer),
  nothing: () => 'true',
}

/** Whether a post is for this viewer, who may be its author, as SQL. It is NULL (no) where an anonymous viewer is refused. */
export function isFor(post: PostTerms, viewer: string): string {
  const admitted = ALL.map(
    ([name, required]) => `(${post.audience} = '${name}' AND ${CONDITIONS[required](post, viewer)})`,
  )
  return `(${post.author} = ${viewer} OR ${admitted.join(' OR ')})`
}

/** Whether somebody who is not the author may see a post whose audience is known, as SQL that is made for this audience. */
export function admits(audience: Audience, { post, viewer }: { post: PostTerms; viewer: string }): string {
  return CONDITIONS[REQUIRED[audience]](post, viewer)
}

/** An SQL array of the audiences that are open to the author, to a friend, or to anybody. `isAmong` compares a post with it. */
export function audiencesOpenTo(reader: 'author' | 'friend' | 'anybody'): string {
  const met: Record<typeof reader, Requirement[]> = {
    author: ['nothing', 'friendship', 'authorship'],
    friend: ['nothing', 'friendship'],
    anybody: ['nothing'],
  }
  return `ARRAY[${names(met[reader])}]`
}

/**
 * Whether a post is for a viewer, as SQL, when the relation of the viewer to its author was checked before: `audiences` is the
 * array of `audiencesOpenTo`.
 */
export function isAmong({ audience }: PostTerms, audiences: string): string {
  return `${audience} = ANY (${audiences})`
}

/** Whether a post is shown to some people only because they are friends of its author, as SQL. */
export function requiresFriendship({ audience }: PostTerms): string {
  return `${audience} IN (${names(['friendship'])})`
}

/** Whether a post that had the audience `before` reaches more people with the audience `after`. */
export function isWider(after: Audience, before: Audience): boolean {
  return after !== before && !CONTAINED[before].includes(after)
}

/** Whether an audience reaches more people than another, as SQL. Both are SQL expressions. */
export function reachesMore(audience: string, before: string): string {
  const wider = Object.entries(CONTAINED).filter(([, contained]) => contained.length > 0)
  const cases = wider.map(([name, contained]) => {
    return `(${audience} = '${name}' AND ${before} IN (${contained.map((one) => `'${one}'`).join(', ')}))`
  })
  return `(${cases.join(' OR ')})`
}

function names(required: Requirement[]): string {
  return ALL.filter(([, requirement]) => required.includes(requirement))
    .map(([audience]) => `'${audience}'`)
    .join(', ')
}
