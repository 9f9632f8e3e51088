import { DELETE as UNCOMMENT } from '@/app/api/comments/[id]/route'
import { POST as COMMENT } from '@/app/api/posts/[id]/comments/route'
import * as like from '@/app/api/posts/[id]/like/route'
import * as thread from '@/app/api/posts/[id]/mute/route'
import { POST as RESTORE } from '@/app/api/posts/[id]/restore/route'
import * as one from '@/app/api/posts/[id]/route'
import { POST } from '@/app/api/posts/route'
import type { NotificationState } from '@/lib/shared/views'
import { type Answer, call } from '../../support/call'
import { type Dice, pick } from '../../support/dice'
import { type Person, person } from '../../support/people'
import { query } from '../../support/query'
import { del, put, type Step } from '../graph/ask'
import { deleteMark, putMark, putUpTo } from './marking'

type Post = { id: string; author: Person; deleted: boolean }
type Said = { id: string; author: Person; post: Post }

const NAMES = ['Ana', 'Ben', 'Cleo', 'Dana', 'Eve', 'Finn', 'Gus', 'Hana']
const AUDIENCES = ['public', 'public', 'public', 'friends', 'only_me'] as const
const PEACEFUL = 4

/** Status codes that a correct request may get: another person may have been faster. */
const FINE = [200, 201, 204, 404, 422]

/** Eight people who do, at random, everything that notifies. It remembers only what the oracle needs. */
export class Village {
  readonly people: Person[]
  readonly posts: Post[] = []
  readonly said: Said[] = []
  /** Posts that were deleted or hidden at some time, and threads that somebody muted: `<post>` and `<post>:<user>`. */
  readonly troubled = new Set<string>()
  /** The states in the answers to marks. */
  readonly states: { who: Person; state: NotificationState }[] = []
  /** Answers with any other status. */
  readonly wrong: string[] = []
  private readonly roll: Dice
  private readonly fine: readonly number[]
  private readonly placeId: string

  private constructor(people: Person[], placeId: string, { roll, fine }: { roll: Dice; fine: readonly number[] }) {
    this.people = people
    this.placeId = placeId
    this.roll = roll
    this.fine = fine
  }

  /** `fine`: further status codes that are allowed while services are killed. */
  static async found(roll: Dice, fine: readonly number[] = []): Promise<Village> {
    // Removes what an earlier village left.
    await query(`DELETE FROM "OutboxEvent"`)
    await query(`DELETE FROM "NotificationGroup"`)
    const people: Person[] = []
    for (const name of NAMES) people.push(await person(name))
    const [place] = await query<{ id: bigint }>(
      `INSERT INTO "Place" (name, kind) VALUES ('The Anchor', 'pub') RETURNING id`,
    )
    const village = new Village(people, String(place?.id), { roll, fine: [...FINE, ...fine] })
    for (const author of people) await village.writes(author)
    return village
  }

  /** So many things happen, at most six of them at a time, or as many as there is time for (milliseconds). */
  async live(deeds: number, time: number): Promise<void> {
    const end = performance.now() + time
    let left = deeds
    const lane = async () => {
      while (left-- > 0 && performance.now() < end) await this.something()
    }
    await Promise.all(Array.from({ length: 6 }, lane))
  }

  private something(): Promise<void> {
    const [who, whom] = [this.anybody(), this.anybody()]
    if (who === whom) return this.marks(who)
    const deeds: [times: number, () => Promise<void>][] = [
      [22, () => this.touchesLike(who)],
      [14, () => this.comments(who)],
      [6, () => this.uncomments()],
      [8, () => this.steps(who, 'follow', whom)],
      [12, () => this.steps(who, 'friendship', whom)],
      [8, () => this.blocksOrMutes()],
      [3, () => this.mutesThread(who)],
      [6, () => this.writes(who)],
      [8, () => this.changes()],
      [17, () => this.marks(who)],
    ]
    const does = pick(
      this.roll,
      deeds.flatMap(([times, deed]) => Array<typeof deed>(times).fill(deed)),
    )
    return does()
  }

  /** Mostly one of the newest, so that people meet. */
  private somePost = () => pick(this.roll, this.coin(0.7) ? this.posts.slice(-5) : this.posts)
  private anybody = () => pick(this.roll, this.people)
  private coin = (chance = 0.5) => this.roll() < chance

  private async ask(what: string, asking: Promise<Answer>): Promise<Answer> {
    const answer = await asking
    if (!this.fine.includes(answer.status)) this.wrong.push(`${what}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer
  }

  private words(): string {
    return this.coin(0.4) ? `hello @${this.anybody().handle}` : 'hello'
  }

  private async writes(who: Person): Promise<void> {
    const activity = this.coin(0.3) ? { verb: 'visited', placeId: this.placeId } : undefined
    const body = { text: this.words(), audience: pick(this.roll, AUDIENCES), activity }
    const asking = call(POST, { method: 'POST', path: '/api/posts', body, as: who })
    const { status, body: answer } = await this.ask('post', asking)
    if (status === 201) this.posts.push({ id: answer.post.id, author: who, deleted: false })
  }

  private async touchesLike(who: Person): Promise<void> {
    const { id } = this.somePost()
    const [handler, method] = this.coin(0.65) ? [like.PUT, 'PUT'] : [like.DELETE, 'DELETE']
    await this.ask('like', call(handler, { method, as: who, params: { id } }))
  }

  private async comments(who: Person): Promise<void> {
    const post = this.somePost()
    const options = { method: 'POST', path: `/api/posts/${post.id}/comments`, params: { id: post.id } }
    const asking = call(COMMENT, { ...options, body: { text: this.words() }, as: who })
    const { status, body } = await this.ask('comment', asking)
    if (status === 201) this.said.push({ id: body.comment.id, author: who, post })
  }

  private async uncomments(): Promise<void> {
    if (this.said.length === 0) return
    const { id, author, post } = pick(this.roll, this.said)
    const as = this.coin(0.7) ? author : post.author
    await this.ask('uncomment', call(UNCOMMENT, { method: 'DELETE', as, params: { id } }))
  }

  private async steps(who: Person, step: Step, whom: Person): Promise<void> {
    const body = step === 'follow' && this.coin() ? { notify: this.coin(0.7) } : undefined
    await this.ask(step, this.coin(0.65) ? put(who, step, whom, body) : del(who, step, whom))
  }

  /** The first four never block or mute, so all notifications between them must exist. */
  private async blocksOrMutes(): Promise<void> {
    const [who, whom] = [pick(this.roll, this.people.slice(PEACEFUL)), pick(this.roll, this.people.slice(PEACEFUL))]
    if (who === whom) return
    const step = this.coin() ? 'block' : 'mute'
    await this.ask('block or mute', this.coin() ? put(who, step, whom) : del(who, step, whom))
  }

  get peaceful(): Person[] {
    return this.people.slice(0, PEACEFUL)
  }

  private async mutesThread(who: Person): Promise<void> {
    const { id } = this.somePost()
    this.troubled.add(`${id}:${who.id}`)
    const [handler, method] = this.coin() ? [thread.PUT, 'PUT'] : [thread.DELETE, 'DELETE']
    await this.ask('thread', call(handler, { method, as: who, params: { id } }))
  }

  private async changes(): Promise<void> {
    const post = this.somePost()
    const { id, author } = post
    const given = { as: author, params: { id }, path: `/api/posts/${id}` }
    this.troubled.add(id)
    if (post.deleted) {
      await this.ask('restore', call(RESTORE, { ...given, method: 'POST' }))
      post.deleted = false
    } else if (this.coin(0.3)) {
      await this.ask('delete', call(one.DELETE, { ...given, method: 'DELETE' }))
      post.deleted = true
    } else {
      const body = this.coin() ? { text: `${this.words()} again` } : { audience: pick(this.roll, AUDIENCES) }
      await this.ask('change', call(one.PATCH, { ...given, method: 'PATCH', body }))
    }
  }

  private async marks(who: Person): Promise<void> {
    const { status, body } = await this.ask('mark', this.mark(who))
    if (status === 200) this.states.push({ who, state: body })
  }

  private async mark(who: Person): Promise<Answer> {
    if (this.coin(0.4)) {
      const upTo = String(Math.floor(this.roll() * 60))
      return putUpTo(who, this.coin(0.7) ? 'seen' : 'read', { upTo })
    }
    const rows = await query<{ id: string }>(
      `SELECT id::text FROM "NotificationGroup" WHERE "recipientId" = $1 ORDER BY id DESC LIMIT 10`,
      [who.id],
    )
    const row = rows.length > 0 ? pick(this.roll, rows) : { id: '1' }
    return (this.coin(0.65) ? putMark : deleteMark)(who, this.coin() ? 'read' : 'archived', row)
  }
}
