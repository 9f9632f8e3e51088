import type { NotificationState } from '@/lib/shared/views'
import { createPlace } from '../../support/acts'
import { ask } from '../../support/ask'
import type { Answer } from '../../support/call'
import { type Dice, pick } from '../../support/dice'
import { clearEvents } from '../../support/events'
import { type Person, person } from '../../support/people'
import { query } from '../../support/query'

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
    await clearEvents()
    await query(`DELETE FROM "NotificationGroup"`)
    const people: Person[] = []
    for (const name of NAMES) people.push(await person(name))
    const founder = people[0]
    const place = await createPlace(founder)
    const village = new Village(people, place.id, { roll, fine: [...FINE, ...fine] })
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
      [8, () => this.follows(who, whom)],
      [12, () => this.befriends(who, whom)],
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

  private async answer(what: string, asking: Promise<Answer>): Promise<Answer> {
    const answer = await asking
    if (!this.fine.includes(answer.status)) this.wrong.push(`${what}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer
  }

  private words(): string {
    return this.coin(0.4) ? `hello @${this.anybody().handle}` : 'hello'
  }

  private async writes(who: Person): Promise<void> {
    const activity = this.coin(0.3) ? { verb: 'visited', placeId: this.placeId } : undefined
    const draft = { text: this.words(), audience: pick(this.roll, AUDIENCES), activity }
    const { status, body } = await this.answer('post', ask.post(who, draft))
    if (status === 201) this.posts.push({ id: body.post.id, author: who, deleted: false })
  }

  private async touchesLike(who: Person): Promise<void> {
    const change = this.coin(0.65) ? ask.like : ask.unlike
    await this.answer('like', change(who, this.somePost()))
  }

  private async comments(who: Person): Promise<void> {
    const post = this.somePost()
    const { status, body } = await this.answer('comment', ask.comment(who, post, { text: this.words() }))
    if (status === 201) this.said.push({ id: body.comment.id, author: who, post })
  }

  private async uncomments(): Promise<void> {
    if (this.said.length === 0) return
    const { id, author, post } = pick(this.roll, this.said)
    const as = this.coin(0.7) ? author : post.author
    await this.answer('uncomment', ask.deleteComment(as, { id }))
  }

  private async follows(who: Person, whom: Person): Promise<void> {
    const body = this.coin() ? { notify: this.coin(0.7) } : undefined
    await this.answer('follow', this.coin(0.65) ? ask.follow(who, whom, body) : ask.unfollow(who, whom))
  }

  private async befriends(who: Person, whom: Person): Promise<void> {
    const change = this.coin(0.65) ? ask.requestFriendship : ask.unfriend
    await this.answer('friendship', change(who, whom))
  }

  /** The first four never block or mute, and nobody blocks them: what anybody does must notify them, also who mutes them. */
  private async blocksOrMutes(): Promise<void> {
    const blocks = this.coin()
    const [who, whom] = [
      pick(this.roll, this.people.slice(PEACEFUL)),
      pick(this.roll, blocks ? this.people.slice(PEACEFUL) : this.people),
    ]
    if (who === whom) return
    const change = pick(this.roll, blocks ? [ask.block, ask.unblock] : [ask.mute, ask.unmute])
    await this.answer('block or mute', change(who, whom))
  }

  get peaceful(): Person[] {
    return this.people.slice(0, PEACEFUL)
  }

  private async mutesThread(who: Person): Promise<void> {
    const post = this.somePost()
    this.troubled.add(`${post.id}:${who.id}`)
    const change = this.coin() ? ask.muteThread : ask.unmuteThread
    await this.answer('thread', change(who, post))
  }

  private async changes(): Promise<void> {
    const post = this.somePost()
    this.troubled.add(post.id)
    if (post.deleted) {
      await this.answer('restore', ask.restore(post.author, post))
      post.deleted = false
    } else if (this.coin(0.3)) {
      await this.answer('delete', ask.deletePost(post.author, post))
      post.deleted = true
    } else {
      const body = this.coin() ? { text: `${this.words()} again` } : { audience: pick(this.roll, AUDIENCES) }
      await this.answer('edit', ask.edit(post.author, post, body))
    }
  }

  private async marks(who: Person): Promise<void> {
    const { status, body } = await this.answer('mark', this.mark(who))
    if (status === 200) this.states.push({ who, state: body })
  }

  private async mark(who: Person): Promise<Answer> {
    if (this.coin(0.4)) {
      const upTo = String(Math.floor(this.roll() * 60))
      return this.coin(0.7) ? ask.markSeen(who, { upTo }) : ask.markAllRead(who, { upTo })
    }
    const rows = await query<{ id: string }>(
      `SELECT id::text FROM "NotificationGroup" WHERE "recipientId" = $1 ORDER BY id DESC LIMIT 10`,
      [who.id],
    )
    const row = rows.length > 0 ? pick(this.roll, rows) : { id: '1' }
    const mark = pick(this.roll, this.coin(0.65) ? [ask.markRead, ask.archive] : [ask.markUnread, ask.unarchive])
    return mark(who, row)
  }
}
